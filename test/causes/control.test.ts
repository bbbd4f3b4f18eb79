// --control: the same check once more without the proxy tells a fault of the proxy from an outage.

import { afterAll, beforeAll, expect, test } from "vitest";
import { closedPort } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { behind, play, type Scene } from "./scene.ts";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

async function finding(scene: Scene) {
  const report = await play({ names: { [HOST]: "127.0.0.1" }, ...scene }, stage);
  expect(report.findings.length).toBe(1);
  return { ...report.findings[0]!, followUp: report.checks[0]!.followUp };
}

test("works direct: the fault is the proxy's", async () => {
  const port = await stage.port(originThat.works(stage.pki.good));
  const env = behind(`http://127.0.0.1:${await stage.port(proxyThat.denies())}`);
  const found = await finding({ env, targets: [{ port }], control: true });
  expect(found.code).toBe("proxy-denied");
  expect(found.followUp?.control).toMatchObject({ works: true, phase: null, failure: null });
  expect(found.why).toContain("Repeated direct, without the proxy, the check works");
  expect(found.evidence.at(-1)).toBe("repeated direct: works");
});

test("fails the same way: the target's", async () => {
  const port = await stage.port(originThat.works(stage.pki.expired));
  const env = behind(`http://127.0.0.1:${await stage.port(proxyThat.works(port))}`);
  const found = await finding({ env, targets: [{ port }], control: true });
  expect(found.code).toBe("tls-expired");
  expect(found.followUp?.control).toMatchObject({ works: false, phase: "tls" });
  expect(found.why).toContain("the check fails the same way");
});

test("fails in another way", async () => {
  const env = behind(`http://127.0.0.1:${await stage.port(proxyThat.denies())}`);
  const found = await finding({ env, targets: [{ port: await closedPort() }], control: true });
  expect(found.code).toBe("proxy-denied");
  expect(found.evidence.at(-1)).toBe("repeated direct: tcp refused");
});

test("without the option nothing goes direct", async () => {
  const origin = await stage.servers.up(originThat.works(stage.pki.good));
  const env = behind(`http://127.0.0.1:${await stage.port(proxyThat.denies())}`);
  const found = await finding({ env, targets: [{ port: origin.port }] });
  expect(found.followUp?.control).toBeUndefined();
  expect(found.why).not.toContain("Repeated direct");
  expect(origin.connections()).toBe(0);
});
