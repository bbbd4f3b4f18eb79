import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { env } from "../../src/handoff/env.ts";
import { wantedVariables } from "../../src/handoff/variables.ts";
import { caFile } from "./ca.ts";
import { COMPOSE, composeReads } from "./consumer.ts";
import { behind, handoffOf, handoffOfReport, PROXY, type Wish } from "./handoff-of.ts";

const wishes: [name: string, wish: Wish][] = [
  ["an HTTP proxy", {}],
  ["an HTTPS proxy", { proxy: "https://proxy.corp:3129" }],
  ["an HTTPS proxy with a CA of its own", { proxy: "https://proxy.corp:3129", ca: caFile("company-ca.pem") }],
  [
    "an address, and entries of the operator's",
    { proxy: "http://[2001:db8::1]:8080", environment: { NO_PROXY: "mega.io,10.1.2.3" } },
  ],
];

/** The lines that set something, as name and value. */
function assignments(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => /^([A-Za-z_]+)=(.*)$/.exec(line)!.slice(1, 3) as [string, string]));
}

describe.each(wishes)("for %s", (_, wish) => {
  const handoff = handoffOf(wish);
  const { text } = env(handoff);
  const wanted = Object.fromEntries(wantedVariables(handoff).map(({ name, value }) => [name, value]));

  test("it holds the wanted variables, each once, without quotation marks", () => {
    expect(assignments(text)).toEqual(wanted);
    expect(text.split("\n").filter((line) => /^[A-Za-z_]+=/.test(line))).toHaveLength(Object.keys(wanted).length);
  });

  test("a comment that says why stands above each pair", () => {
    const lines = text.split("\n");
    const first = lines.filter((line, index) => /^\w+=/.test(line) && !/^\w+=/.test(lines[index - 1] ?? ""));
    for (const line of first) expect(lines[lines.indexOf(line) - 1]).toMatch(/^# ./);
  });

  test("it ends in one line break, and no line is longer than a comment may be", () => {
    expect(text).toMatch(/[^\n]\n$/);
    expect(text.split("\n").filter((line) => line.startsWith("#") && line.length > 112)).toEqual([]);
  });

  test.skipIf(COMPOSE === null)("docker compose reads the same", () => {
    expect(composeReads(text)).toEqual(wanted);
  });
});

test("the CA is named where the containers see it, and the operator is told to copy it there", () => {
  const ca = caFile("company-ca.pem");
  const { text, notes } = env(handoffOf({ proxy: "https://proxy.corp:3129", ca }));
  expect(assignments(text).NODE_EXTRA_CA_CERTS).toBe("/usr/src/certs/company-ca.pem");
  expect(notes.join("\n")).toContain(ca);
});

test("a CA file with a name that would need quotation marks gets another one", () => {
  const { text } = env(handoffOf({ proxy: "https://proxy.corp:3129", ca: caFile("my ca #1.pem") }));
  expect(assignments(text).NODE_EXTRA_CA_CERTS).toBe("/usr/src/certs/proxy-ca.crt");
});

test("without a CA the line for it is there, as a comment", () => {
  const { text, notes } = env(handoffOf({ proxy: "https://proxy.corp:3129" }));
  expect(text).toContain("\n# NODE_EXTRA_CA_CERTS=/usr/src/certs/proxy-ca.crt\n");
  expect(notes.join("\n")).toContain("--ca");
});

test("what no file can mend behind an HTTPS proxy is told, and gRPC only where it is used", () => {
  const notes = (environment: Record<string, string>) =>
    env(handoffOf({ proxy: "https://p.corp:1", environment })).notes.join();
  expect(notes({})).toMatch(/gRPC.*imports/);
  expect(notes({ PUBSUB_USE_REST_API: "true" })).not.toContain("gRPC");
  expect(env(handoffOf()).notes).toEqual([]);
});

describe("from a report", () => {
  test("only the variables that its run had otherwise", () => {
    const settled = wantedVariables(handoffOf());
    const environment = Object.fromEntries(settled.map(({ name, value }) => [name, value]));
    const { grpc_proxy: _, ...others } = environment;
    const handoff = handoffOfReport({ environment: { ...others, no_proxy: "localhost" }, proxy: PROXY }, () => {});
    expect(Object.keys(assignments(env(handoff).text))).toEqual(["grpc_proxy", "no_proxy"]);
  });

  test("nothing where all is there, and the file says so", () => {
    const environment = Object.fromEntries(wantedVariables(handoffOf()).map(({ name, value }) => [name, value]));
    const { text } = env(handoffOfReport({ environment, proxy: PROXY }, () => {}));
    expect(assignments(text)).toEqual({});
    expect(text).toContain("Nothing");
  });

  test("the proxy is the report's, where none is named, without its login", () => {
    const handoff = handoffOfReport({ environment: behind("http://u:canary@other.corp:8080") }, () => {});
    const { text } = env(handoff);
    expect(assignments(text).HTTPS_PROXY).toBe("http://other.corp:8080");
    expect(text + handoff.notes.join()).not.toContain("canary");
    expect(handoff.notes.join()).toContain("password authentication");
  });
});

test("the folder of the CA is not part of the variable", () => {
  const { text } = env(handoffOf({ proxy: "https://proxy.corp:3129", ca: caFile("x.pem") }));
  expect(text).not.toContain(`=${join(caFile("x.pem"), "..")}`);
});
