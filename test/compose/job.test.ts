// The Job of deploy/kubernetes in three networks: behind Squid, with no way out at all, and waiting for a mute proxy until it is killed.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { extractReport } from "../../src/report/extract.ts";
import type { Report } from "../../src/report/report.ts";
import { analyze, idOf, readPreflight } from "../deploy/analyzer.ts";
import { type Container, DEPLOY, documents, type Job, jobOf, KUSTOMIZE, render } from "../deploy/manifests.ts";
import { mergedJob } from "../deploy/merge.ts";
import { sedLine } from "../deploy/walk.ts";
import { docker, dockerEnds, PROJECT } from "./compose.ts";
import { BUILD_PATIENCE_MS, buildImage, IMAGE } from "./job-image.ts";
import { PUBLIC, ROOT } from "./paths.ts";
import { type Objects, type PodEnd, runPod } from "./pod.ts";
import { readSecrets } from "./secrets.ts";
import { withoutSlowness } from "./slowness.ts";

const VERSION = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version as string;
const INSIDE = { network: `${PROJECT}_inside`, dns: "198.18.91.53" };
const NOWHERE = { network: `${PROJECT}_nowhere`, dns: "198.18.93.53" };
const { databasePassword } = readSecrets();
const WAREHOUSE = "--warehouse=postgres://carto:${PGPASSWORD}@postgres/warehouse?sslmode=verify-full";
/** The lab's root is a public one; everything else is as in the overlay. */
const PUBLIC_ROOTS = "--public-roots=/usr/src/certs/trusted-ca-certs/public-root.crt";

/** The overlay for the proxy's CA, rendered, with the lab's image and more arguments. */
function jobWith(args: string[], deadlineS?: number): Job {
  const job = KUSTOMIZE ? jobOf(documents(render(join(DEPLOY, "overlays/proxy-ca")))) : mergedJob();
  const pod = job.spec.template.spec;
  const [container] = pod.containers as [Container];
  container.image = IMAGE;
  container.args!.push(...args);
  if (deadlineS !== undefined) pod.activeDeadlineSeconds = deadlineS;
  return job;
}

function objects(proxy: string, ca = "proxy-ca"): Objects {
  const excludedDomains = ["localhost", ".svc.cluster.local"];
  const externalProxy = { enabled: true, connectionString: proxy, excludedDomains };
  const trustedCACerts = { existingConfigmap: { name: "carto-proxy-ca", key: "ca.crt" } };
  const certificate = (name: string) => readFileSync(join(PUBLIC, `${name}.crt`), "utf8");
  return {
    secrets: {
      "carto-proxy-customizations": { "customizations.yaml": JSON.stringify({ externalProxy, trustedCACerts }) },
      "carto-proxy-warehouses": { PGPASSWORD: databasePassword },
    },
    configMaps: { "carto-proxy-ca": { "ca.crt": certificate(ca), "public-root.crt": certificate("public-root") } },
  };
}

function run(job: Job, cluster: Objects, place: typeof INSIDE): Promise<PodEnd> {
  return runPod(job.spec.template.spec, cluster, place);
}

/** What every run must keep, whatever it found. */
function reportOf({ exitCode, log, terminationMessage, changed, confined }: PodEnd): Report {
  const json = extractReport(log);
  if (json === null) throw new Error(`no report in the log, exit code ${exitCode}\n${log}`);
  const report = JSON.parse(json) as Report;
  expect(exitCode).toBe(report.summary.exitCode);
  expect(execFileSync("sh", ["-c", sedLine()], { input: log, encoding: "utf8" }).trimEnd()).toBe(json.trimEnd());
  const extracted = execFileSync("docker", ["run", "--rm", "-i", IMAGE, "report", "extract", "-"], { input: log });
  expect(JSON.parse(extracted.toString())).toEqual(report);
  expect(Buffer.byteLength(terminationMessage)).toBeLessThan(4096);
  expect(terminationMessage).toContain(`${report.summary.verdict.toUpperCase()} (exit code ${exitCode})`);
  expect(terminationMessage).toContain(report.run.id);
  for (const { code } of report.findings.slice(0, 3)) expect(terminationMessage).toContain(code);
  expect(changed).toEqual([]);
  expect(confined).toEqual({
    user: "65532:65532",
    readOnly: true,
    dropped: ["ALL"],
    options: ["no-new-privileges"],
    memory: 512 * 1024 * 1024,
  });
  for (const secret of [databasePassword, encodeURIComponent(databasePassword)])
    expect([log, terminationMessage].filter((text) => text.includes(secret))).toEqual([]);
  expect(report.run.host).toMatchObject({ container: true, kubernetes: "carto" });
  expect(report.settings.deployment).toBe("helm");
  return report;
}

describe("the rendered Job", () => {
  beforeAll(async () => {
    await buildImage(IMAGE, "--build-arg", `VERSION=${VERSION}`);
    await docker(
      "network",
      "create",
      "--internal",
      "--label",
      `com.docker.compose.project=${PROJECT}`,
      NOWHERE.network,
    );
  }, BUILD_PATIENCE_MS);

  afterAll(async () => {
    await dockerEnds("network", "rm", NOWHERE.network);
  });

  test("behind Squid everything passes, and a warehouse is logged in to", async () => {
    const end = await run(jobWith([PUBLIC_ROOTS, WAREHOUSE]), objects("http://squid:3128"), INSIDE);
    const report = withoutSlowness(reportOf(end));
    expect(report.findings.filter(({ severity }) => severity !== "notice").map(({ code }) => code)).toEqual([]);
    expect(end.exitCode).toBe(0);
    expect(report.checks.find(({ id }) => id === "client:postgres@postgres")?.verdict).toBe("pass");
    expect(report.settings.extraCa).toMatchObject({ certificates: 1 });
  });

  test("behind a proxy that inspects TLS the mounted CA is trusted, and gRPC alone cannot live with it", async () => {
    const end = await run(jobWith([PUBLIC_ROOTS]), objects("http://squid:3133", "inspection-ca"), INSIDE);
    const report = withoutSlowness(reportOf(end));
    expect(end.exitCode).toBe(1);
    const errors = report.findings.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code }) => code)).toEqual(["http2-not-offered"]);
    const failed = report.checks.filter(({ verdict }) => verdict === "fail");
    expect([...new Set(failed.map(({ protocol }) => protocol))]).toEqual(["grpc"]);
    expect(report.findings.map(({ code }) => code)).toContain("tls-intercepted-trusted");
  });

  test("where a policy denies everything, the proxy is the one cause", async () => {
    const end = await run(jobWith([]), objects("http://198.18.91.10:3128"), NOWHERE);
    const report = reportOf(end);
    expect(end.exitCode).toBe(1);
    expect(report.findings.filter(({ severity }) => severity === "error").map(({ code }) => code)).toEqual([
      "proxy-unreachable",
    ]);
    expect(end.terminationMessage).toContain("error proxy-unreachable");
  });

  test("killed at its deadline it leaves what it had measured, and calls nothing failed", async () => {
    const job = jobWith(["--timeout=600", "--deadline=600", "--clients=none"], 45);
    // Without the client libraries, which give up after ten seconds of their own: that is a failure which was measured.
    const end = await run(job, objects("http://dropped:3128"), INSIDE);
    const report = reportOf(end);
    expect(end.killed).toBe(true);
    expect(end.exitCode).toBe(3);
    expect(report.run.complete).toBe(false);
    expect(report.summary.verdict).toBe("incomplete");
    expect(report.summary.required.unknown).toBeGreaterThan(0);
    expect(report.checks.filter(({ verdict }) => verdict === "fail")).toEqual([]);
  });

  test("without customizations.yaml it says so", async () => {
    const { secrets, configMaps } = objects("http://squid:3128");
    delete secrets["carto-proxy-customizations"];
    const end = await run(jobWith([]), { secrets, configMaps }, INSIDE);
    expect(end.exitCode).toBe(2);
    // Kubernetes shows the end of the log where the message is empty: FallbackToLogsOnError.
    expect(end.terminationMessage).toBe("");
    expect(end.log).toMatch(/customizations\.yaml/);
  });
});

test(
  "the Preflight's pod gives its analyzers what they need: a denied row fails, and with it the run, and no other row",
  async () => {
    await buildImage(IMAGE, "--build-arg", `VERSION=${VERSION}`);
    const { runPod: collector, verdict, configuration, rows } = readPreflight();
    const pod = collector.podSpec;
    pod.containers[0]!.image = IMAGE;
    pod.containers[0]!.args!.push("--public-roots=/etc/carto/public-root.crt");
    const { secrets, configMaps } = objects("http://squid:3131");
    secrets["carto-proxy-customizations"]!["public-root.crt"] = configMaps["carto-proxy-ca"]!["public-root.crt"]!;
    const { log, exitCode } = await runPod(pod, { secrets, configMaps }, INSIDE);
    expect(exitCode).toBe(1);
    expect(analyze(verdict, log)).toMatchObject({ kind: "fail", message: expect.stringContaining("proxy-denied") });
    const failed = rows.filter((row) => analyze(row, log)!.kind === "fail").map(idOf);
    expect(failed).toEqual(["carto-auth"]);
    // The lab's configuration names a ConfigMap that this pod does not have: a warning, and no failure.
    expect(analyze(configuration, log)!.kind).not.toBe("fail");
  },
  BUILD_PATIENCE_MS,
);

describe("the image", () => {
  const confined = [
    "--rm",
    "--read-only",
    "--cap-drop",
    "ALL",
    "--security-opt",
    "no-new-privileges",
    "--network",
    "none",
  ];

  beforeAll(() => buildImage(IMAGE, "--build-arg", `VERSION=${VERSION}`), BUILD_PATIENCE_MS);

  test("says what it is, and runs as a user who is not root", async () => {
    const [{ Config }] = JSON.parse(await docker("image", "inspect", IMAGE));
    expect(Config.User).toBe("65532:65532");
    expect(Config.Labels).toMatchObject({
      "org.opencontainers.image.title": "carto-proxy",
      "org.opencontainers.image.version": VERSION,
      "org.opencontainers.image.licenses": "Apache-2.0",
    });
  });

  test.each(["README.md", "docs/kubernetes.md"])("%s states what it adds to its base", async (page) => {
    const size = async (image: string) => Number(await docker("image", "inspect", "--format", "{{.Size}}", image));
    const added = (await size(IMAGE)) - (await size("debian:bookworm-slim"));
    const stated = Number(/image adds (\d+) MB/.exec(readFileSync(join(ROOT, page), "utf8"))?.[1]) * 1e6;
    expect(Math.abs(added - stated)).toBeLessThan(0.05 * stated);
  });

  test.each(["65532", "1000680000:0"])("runs every command as user %s in a read-only root", async (user) => {
    const run = (...args: string[]) => docker("run", ...confined, "--user", user, IMAGE, ...args);
    expect((await run("--version")).trim()).toBe(VERSION);
    expect(await run("plan")).toContain("carto-auth");
    expect(await run("explain", "proxy-denied")).toContain("proxy-denied");
    expect(JSON.parse(await run("domains", "--format", "json")).domains.length).toBeGreaterThan(50);
    expect(await run("route", "auth.carto.com")).toContain("auth.carto.com");
    expect(await run("config", "generate", "env", "--proxy", "http://proxy.test:3128")).toContain("HTTPS_PROXY");
    expect(await run("completion", "bash")).toContain("_carto_proxy");
  });

  test("has the demo too, which wants a folder for its files, and says so", async () => {
    const without = await dockerEnds("run", ...confined, IMAGE, "demo");
    expect(without).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--tmpfs /tmp") });
    const lab = await docker("run", ...confined, "--tmpfs", "/tmp", IMAGE, "demo", "--healthy");
    expect(lab).toContain("PASS (exit code 0)");
  });

  test(
    "needs no shell, no package manager and nothing else of a distribution",
    async () => {
      await docker("build", "-q", "-t", "carto-proxy-lab/bare", join(import.meta.dirname, "bare"));
      await buildImage("carto-proxy-lab/image-bare", "--build-arg", "BASE=carto-proxy-lab/bare");
      const run = (...args: string[]) => docker("run", ...confined, "carto-proxy-lab/image-bare", ...args);
      expect((await run("--version")).trim()).toBe(VERSION);
      expect(await run("plan")).toContain("carto-auth");
      const shell = await dockerEnds(
        "run",
        ...confined,
        "--entrypoint",
        "/bin/sh",
        "carto-proxy-lab/image-bare",
        "-c",
        "true",
      );
      expect(shell.exitCode).toBe(127);
    },
    BUILD_PATIENCE_MS,
  );
});
