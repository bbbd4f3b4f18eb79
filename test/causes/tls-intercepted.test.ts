// TLS inspection with a CA that is not trusted: told from a private certificate, and cured both ways.

import { afterAll, beforeAll, expect, test } from "vitest";
import { authority, leaf } from "../support/certificates.ts";
import { byProxy, check, DIRECT } from "../support/checks.ts";
import { HOSTS, inspects, SISTER } from "../support/inspection.ts";
import { originThat } from "../support/origin-that.ts";
import { trusting } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { findingsOf, told } from "./run.ts";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const by = (port: number, host: string) => check("https", host, 443, byProxy(port));

test("two hosts of one owner may well have a CA of their own", async () => {
  const hosts = [HOSTS[0], SISTER];
  const { port } = await inspects(hosts, stage.servers, stage.pki);
  const findings = await findingsOf(
    hosts.map((host) => by(port, host)),
    trusting(stage.pki),
  );
  expect(told(findings)).toEqual([`error tls-untrusted: https-${HOSTS[0]}, https-${SISTER}`]);
});

test("a private server by NO_PROXY is not inspected, though the company's root signed for it too", async () => {
  const root = await authority("Corp Root", "Example Corp");
  const inspecting = await authority("Corp Inspection", "Example Corp", root);
  const issuing = await authority("Corp Servers", "Example Corp", root);
  const port = await stage.port(originThat.works(await leaf(issuing, ["127.0.0.1"], { intermediates: [issuing] })));
  const own = check("https", "127.0.0.1", port, { kind: "direct", reason: "no_proxy", entry: "127.0.0.1" });
  const ports = new Map<string, number>();
  for (const host of HOSTS)
    ports.set(
      host,
      await stage.port(originThat.works(await leaf(inspecting, [host], { intermediates: [inspecting] }))),
    );
  const proxy = await stage.port(proxyThat.works((target) => ports.get(target.replace(":443", "")) ?? 9));
  const findings = await findingsOf([...HOSTS.map((host) => by(proxy, host)), own], trusting(stage.pki));
  expect(told(findings)).toEqual([
    `error tls-intercepted: ${HOSTS.map((host) => `https-${host}`).join(", ")}`,
    "error tls-untrusted: https-127.0.0.1",
  ]);
});

test("on the direct route a firewall is to blame", async () => {
  const ca = await authority("FortiGate CA", "Fortinet");
  const port = await stage.port(originThat.works(await leaf(ca, ["127.0.0.1"])));
  const findings = await findingsOf([check("https", "127.0.0.1", port, DIRECT)], trusting(stage.pki));
  expect(told(findings)).toEqual(["error tls-intercepted: https-127.0.0.1"]);
  expect(findings[0]?.title).toContain("Fortinet FortiGate");
  expect(findings[0]?.remedies.map(({ who }) => who)).toEqual(["operator", "firewall-admin"]);
});

test("a self-signed certificate that answers to two names is no inspection", async () => {
  const port = await stage.port(originThat.works(stage.pki.selfSigned));
  const proxy = await stage.port(proxyThat.works(port));
  const findings = await findingsOf(
    HOSTS.map((host) => by(proxy, host)),
    trusting(stage.pki),
  );
  expect(findings.map(({ code }) => code)).toEqual(["tls-untrusted"]);
});
