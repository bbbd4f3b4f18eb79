// One cause is one finding, however many rows; independent faults are found side by side.

import { afterAll, beforeAll, expect, test } from "vitest";
import { closedPort } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { postgresThat } from "../support/postgres-that.ts";
import { proxyThat } from "../support/proxy-that.ts";
import { told } from "./run.ts";
import { behind, play } from "./scene.ts";
import { Stage } from "./stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

test("a proxy that is down, with many rows, is one", async () => {
  const targets = Array.from({ length: 34 }, (_, at) => ({ host: `host-${at}.example.com` }));
  const report = await play({ env: behind(`http://127.0.0.1:${await closedPort()}`), targets }, stage);
  expect(report.findings.map(({ code, affects }) => [code, affects.length])).toEqual([["proxy-refused", 34]]);
});

test("a denied target, an expired one and a database that is none are three, and the good one is none of them", async () => {
  const good = await stage.port(originThat.works(stage.pki.good));
  const expired = await stage.port(originThat.works(stage.pki.expired));
  const database = await stage.port(postgresThat.speaksHttp());
  const denied = "HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 0\r\n\r\n";
  const proxy = await stage.port(
    proxyThat.rulesBy(
      (_, target) => (target.startsWith("denied.") ? denied : null),
      (target) => (target.endsWith(":8443") ? expired : good),
    ),
  );
  const targets = [{}, { host: "denied.example.com" }, { port: 8443 }];
  const scene = {
    env: behind(`http://127.0.0.1:${proxy}`),
    targets,
    warehouses: [`postgres://127.0.0.1:${database}/maps`],
  };
  const report = await play(scene, stage);
  const name = HOST.replaceAll(".", "-");
  expect(told(report.findings).toSorted()).toEqual([
    "error postgres-not-postgres: postgres@127.0.0.1",
    "error proxy-denied: https-denied-example-com-443",
    `error tls-expired: https-${name}-8443`,
  ]);
  expect(report.checks.map(({ verdict }) => verdict)).toEqual(["pass", "fail", "fail", "fail"]);
});
