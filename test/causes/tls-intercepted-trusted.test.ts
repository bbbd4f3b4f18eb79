// TLS inspection with a CA that is trusted: all is green, and it is told what still breaks.

import { afterAll, beforeAll, expect, test } from "vitest";
import { leaf } from "../support/certificates.ts";
import { byProxy, check } from "../support/checks.ts";
import { HOSTS, inspects, SISTER } from "../support/inspection.ts";
import { originThat } from "../support/origin-that.ts";
import { trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";
import { behind, play } from "./scene.ts";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

test("the checks pass with a warning, and what breaks is named", async () => {
  const { port, ca } = await inspects(HOSTS, stage.servers, stage.pki);
  const file = stage.file("extra-ca.crt", ca.pem);
  const env = { ...behind(`http://127.0.0.1:${port}`), NODE_EXTRA_CA_CERTS: file };
  const report = await play({ env, targets: HOSTS.map((host) => ({ host })) }, stage);
  expect(report.summary).toMatchObject({ verdict: "warn", exitCode: 0 });
  expect(report.checks.map(({ verdict }) => verdict)).toEqual(["warn", "warn"]);
  for (const words of ["imports", "SSL_CERT_FILE", "HTTP/2"]) expect(report.findings[0]?.why).toContain(words);
});

test("public roots that the extra CA file holds as well are no inspection", async () => {
  const ports = new Map<string, number>();
  for (const host of HOSTS) {
    const good = await leaf(stage.pki.intermediate, [host], { intermediates: [stage.pki.intermediate] });
    ports.set(host, await stage.port(originThat.works(good)));
  }
  const proxy = await stage.port(proxyThat.works((target) => ports.get(target.replace(":443", "")) ?? 9));
  const checks = HOSTS.map((host) => check("https", host, 443, byProxy(proxy)));
  expect(told(await findingsOf(checks, trusting(stage.pki, stage.pki.root)))).toEqual([]);
});

test("a mirror of one owner, signed by the company's CA, is no inspection", async () => {
  const hosts = [HOSTS[0], SISTER];
  const { port, ca } = await inspects(hosts, stage.servers, stage.pki);
  const checks = hosts.map((host) => check("https", host, 443, byProxy(port)));
  expect(told(await findingsOf(checks, trusting(stage.pki, ca)))).toEqual([]);
});
