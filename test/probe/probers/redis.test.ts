import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Authority, authority, type Identity, leaf } from "../../support/certificates.ts";
import { factsOf, story } from "../../support/checks.ts";
import { closedPort, type Loopback } from "../../support/loopback.ts";
import { redisThat } from "../../support/redis-that.ts";
import { runWarehouse, type WarehouseRun } from "../../support/warehouses.ts";

let root: Authority;
let identity: Identity;
const servers: Loopback[] = [];
const SHORT = { options: { timeoutMs: 1500 } };

beforeAll(async () => {
  root = await authority("Store Root", "A Customer");
  identity = await leaf(root, ["127.0.0.1"]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

async function probeOf(starting: Promise<Loopback>, user = "", wanted: WarehouseRun = {}, scheme = "redis") {
  const server = await starting;
  servers.push(server);
  return runWarehouse(`${scheme}://${user}127.0.0.1:${server.port}`, wanted);
}

describe("reached", () => {
  test.each([
    "+PONG",
    "-NOAUTH Authentication required.",
    "-NOPERM this user has no permissions to run the 'ping' command",
    "-DENIED Redis is running in protected mode.",
    "-LOADING Redis is loading the dataset in memory",
    "-ERR unknown command 'PING'",
  ])("%s", async (line) => {
    const seen = await probeOf(redisThat.answers(line));
    expect(story(seen)).toBe("tcp ok, exchange ok");
    expect(factsOf(seen, "exchange")).toMatchObject({ reply: line, speaks: null });
  });

  test("one byte a packet", async () => {
    expect(story(await probeOf(redisThat.drips()))).toBe("tcp ok, exchange ok");
  });
});

describe("what is no Redis", () => {
  test.each([
    ["http", () => redisThat.speaksHttp()],
    ["ssh", () => redisThat.speaksSsh()],
    ["other", () => redisThat.speaksPop3()],
    ["tls", () => redisThat.sendsATlsAlert()],
    ["other", () => redisThat.sendsAnEndlessLine()],
    ["nothing", () => redisThat.hangsUp()],
  ])("speaks %s", async (protocol, starting) => {
    const seen = await probeOf(starting());
    expect(story(seen)).toBe("tcp ok, exchange not-redis");
    expect(factsOf(seen, "exchange")).toMatchObject({ reply: null, speaks: { protocol } });
  });

  test("says nothing until the time is up", async () => {
    const seen = await probeOf(redisThat.isMute(), "", SHORT);
    expect(story(seen)).toBe("tcp ok, exchange not-redis");
    expect(factsOf(seen, "exchange")).toMatchObject({ speaks: { protocol: "nothing" } });
  });

  test("broken off", async () => {
    expect(story(await probeOf(redisThat.resets()))).toBe("tcp ok, exchange reset");
    expect(story(await runWarehouse(`redis://127.0.0.1:${await closedPort()}`))).toBe("tcp refused");
  });
});

describe("login", () => {
  test.each([
    ["user and password", ["ann", "päss word"], "ann:p%C3%A4ss%20word@"],
    ["the default user's password", ["secret-word"], ":secret-word@"],
  ])("%s", async (_, credentials, user) => {
    const seen = await probeOf(redisThat.demandsLogin(...credentials), user);
    expect(story(seen)).toBe("tcp ok, exchange ok, login ok");
    expect(factsOf(seen, "login")).toMatchObject({ by: "carto-proxy/0.0.0", errorCode: null });
  });

  test("a wrong password", async () => {
    const seen = await probeOf(redisThat.demandsLogin("ann", "right"), "ann:wrong-word@");
    expect(story(seen)).toBe("tcp ok, exchange ok, login login-failed");
    expect(factsOf(seen, "login").errorCode).toBe("WRONGPASS");
  });

  test("what the server gives back of the credentials is not kept", async () => {
    const seen = await probeOf(redisThat.echoesThePassword(), "canary-user:canary-word@");
    expect(story(seen)).toBe("tcp ok, exchange ok, login login-failed");
    expect(factsOf(seen, "login").errorCode).toBe("ERR");
    expect(JSON.stringify(seen)).not.toContain("canary");
  });

  test("closed, or silent, instead of an answer", async () => {
    const closed = await probeOf(redisThat.hangsUpAtAuth(), ":word@");
    expect(story(closed)).toBe("tcp ok, exchange ok, login closed");
    const silent = await probeOf(redisThat.isMuteAfterPing(), ":word@", SHORT);
    expect(story(silent)).toBe("tcp ok, exchange ok, login timed-out");
  });

  test("no password, no login", async () => {
    expect(story(await probeOf(redisThat.demandsLogin("x"), "ann@"))).toBe("tcp ok, exchange ok");
  });
});

describe("rediss", () => {
  test("verified, untrusted, verification off", async () => {
    const trusted = await probeOf(redisThat.works(identity), "", { publicRoots: [root.pem] }, "rediss");
    expect(story(trusted)).toBe("tcp ok, tls ok, exchange ok");
    const untrusted = await probeOf(redisThat.works(identity), "", {}, "rediss");
    expect(story(untrusted)).toBe("tcp ok, tls certificate-untrusted");
    const off = await probeOf(redisThat.works(identity), "", { verify: false }, "rediss");
    expect(story(off)).toBe("tcp ok, tls ok, exchange ok");
  });

  test("a server without TLS", async () => {
    expect(story(await probeOf(redisThat.speaksSsh(), "", {}, "rediss"))).toBe("tcp ok, tls not-tls");
  });
});
