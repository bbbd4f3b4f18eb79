// The client libraries as the single file holds them: bundled, with what is built into Node.js to require and nothing else.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle } from "../../../scripts/binary/bundle.ts";
import { wrapped } from "../../../scripts/binary/wrapping.ts";

let place = "";
let said = "";
const asked: string[] = [];

/** Says no to whoever asks it. */
const proxy = createServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", (head) => {
    asked.push(head.toString().split(" ", 2).join(" "));
    socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  });
});

/** As scripts/binary/launch.ts does it in the executable, where require() knows what is built in alone. */
const LAUNCH = `
  const { readFileSync } = require("node:fs");
  const run = new (require("node:vm").Script)(readFileSync("drivers.cjs", "latin1")).runInThisContext();
  const builtIn = (name) => {
    if (!require("node:module").isBuiltin(name)) throw new Error("not built in: " + name);
    return require(name);
  };
  const module_ = { exports: {} };
  run(module_.exports, builtIn, module_, "file:///nowhere/carto-proxy", "/nowhere");
  module_.exports.start();`;

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), "carto-proxy-drivers-"));
  const script = join(place, "drivers.cjs");
  await bundle("test/package/binary/drivers.ts", script);
  writeFileSync(script, wrapped(readFileSync(script, "latin1")), "latin1");
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const child = spawn(process.execPath, ["--eval", LAUNCH], { cwd: place, env: { PROXY, HOME: place } });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  await once(child, "close");
});
afterAll(() => {
  proxy.close();
  rmSync(place, { recursive: true, force: true });
});

test.each([
  ["undici", "CONNECT target.example.com:443"],
  ["proxy-agent", "CONNECT target.example.com:443"],
  ["https-proxy-agent", "CONNECT target.example.com:443"],
  ["snowflake-sdk", "CONNECT account.snowflakecomputing.com:443"],
  ["@google-cloud/bigquery", "CONNECT oauth2.googleapis.com:443"],
  ["@grpc/grpc-js", "CONNECT pubsub.example.com:443"],
])("%s is whole, and gets as far as the proxy", (name, request) => {
  expect(said).toMatch(new RegExp(`^${name}: `, "m"));
  expect(said).not.toMatch(/not built in|is not defined|Cannot find|is not a (function|constructor)/);
  expect(asked).toContain(request);
});

test("each asked once by itself", () => {
  expect(asked.filter((line) => line === "CONNECT target.example.com:443")).toHaveLength(3);
});
