import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Authority, authority, type Identity, leaf } from "../../support/certificates.ts";
import { factsOf, story } from "../../support/checks.ts";
import { closedPort, type Loopback } from "../../support/loopback.ts";
import { authentication, errorResponse, message, postgresThat, SASL } from "../../support/postgres-that.ts";
import { runWarehouse, type WarehouseRun } from "../../support/warehouses.ts";

let root: Authority;
let identity: Identity;
const servers: Loopback[] = [];
const SHORT = { options: { timeoutMs: 1500 } };

beforeAll(async () => {
  root = await authority("Database Root", "A Customer");
  identity = await leaf(root, ["127.0.0.1", "localhost"]);
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
});

async function probeOf(starting: Promise<Loopback>, tail = "", wanted: WarehouseRun = {}, user = "") {
  const server = await starting;
  servers.push(server);
  return runWarehouse(`postgres://${user}127.0.0.1:${server.port}/maps${tail}`, wanted);
}

describe("without TLS", () => {
  test.each([
    ["scram-sha-256", SASL],
    ["scram-sha-256", authentication(10, "SCRAM-SHA-256\0\0")],
    ["oauthbearer", authentication(10, "OAUTHBEARER\0\0")],
    ["md5", authentication(5, "salt")],
    ["cleartext", authentication(3)],
    ["gss", authentication(7)],
    ["sspi", authentication(9)],
    ["unknown (13)", authentication(13)],
  ])("asks for %s", async (method, asked) => {
    const seen = await probeOf(postgresThat.asksFor(asked));
    expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
    expect(factsOf(seen, "tls")).toMatchObject({ sslReply: "N", verified: null, speaks: null, enforced: false });
    expect(factsOf(seen, "exchange")).toMatchObject({ answer: "asks-for-login", authMethod: method, speaks: null });
  });

  test("sslmode=disable: SSLRequest is not sent, and there is no phase for it", async () => {
    const seen = await probeOf(postgresThat.answersN(), "?sslmode=disable");
    expect(story(seen)).toBe("tcp ok, exchange ok");
  });

  test("the user is welcomed", async () => {
    const seen = await probeOf(postgresThat.welcomesAndThen(message("Z", "I")));
    expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
    expect(factsOf(seen, "exchange")).toMatchObject({ answer: "welcomes", authMethod: null });
  });

  test("NegotiateProtocolVersion is no answer yet, nor is one byte a packet an obstacle", async () => {
    expect(story(await probeOf(postgresThat.negotiatesTheProtocol()))).toBe("tcp ok, tls ok, exchange ok");
    expect(story(await probeOf(postgresThat.drips()))).toBe("tcp ok, tls ok, exchange ok");
  });

  test.each(["require", "prefer", "allow", "verify-full", "no-verify"])("sslmode=%s wants it", async (mode) => {
    const seen = await probeOf(postgresThat.answersN(), `?sslmode=${mode}`);
    expect(story(seen)).toBe("tcp ok, tls tls-refused");
    expect(factsOf(seen, "tls")).toMatchObject({ sslReply: "N" });
  });
});

describe("the server's no", () => {
  test.each([
    ["53300", "rejected", "rejected"],
    ["53400", "rejected", "rejected"],
    ["57P03", "rejected", "rejected"],
    ["28000", "ok", "rejected"],
    ["28P01", "ok", "login-failed"],
    ["3D000", "ok", "login-failed"],
    ["08P01", "ok", "rejected"],
    ["XX000", "ok", "rejected"],
  ])("%s: %s for the user that was made up, %s for the one of the URL", async (state, madeUp, real) => {
    const nobody = await probeOf(postgresThat.rejects(state));
    expect(story(nobody)).toBe(`tcp ok, tls ok, exchange ${madeUp}`);
    expect(factsOf(nobody, "exchange")).toMatchObject({ answer: "error", sqlState: state, message: "no" });
    const somebody = await probeOf(postgresThat.rejects(state), "", {}, "ann:pw@");
    expect(story(somebody)).toBe(`tcp ok, tls ok, exchange ${real}`);
  });

  test("after the user was let in without a password", async () => {
    const bytes = errorResponse("3D000", 'database "maps" does not exist');
    const seen = await probeOf(postgresThat.welcomesAndThen(bytes), "", {}, "ann@");
    expect(story(seen)).toBe("tcp ok, tls ok, exchange login-failed");
    expect(factsOf(seen, "exchange")).toMatchObject({
      sqlState: "3D000",
      message: 'database "[redacted]" does not exist',
    });
  });

  test("its words hold neither user nor database, and keep the address", async () => {
    const seen = await probeOf(postgresThat.echoesNamesInItsError("28000"), "", {}, "canary.user:pw@");
    expect(story(seen)).toBe("tcp ok, tls ok, exchange rejected");
    const text = JSON.stringify(seen);
    expect(text).toContain("127.0.0.1");
    expect(text).not.toContain("canary");
    expect(text).not.toContain('\\"maps\\"');
  });

  test("a server out of processes answers SSLRequest with an error", async () => {
    const limit = await probeOf(postgresThat.answersSslRequestWithError("53300", "sorry"), "?sslmode=require");
    expect(story(limit)).toBe("tcp ok, tls rejected");
    expect(factsOf(limit, "tls")).toMatchObject({ sslReply: "E" });
    const old = await probeOf(postgresThat.answersSslRequestAsProtocol2("could not fork new process for connection"));
    expect(story(old)).toBe("tcp ok, tls rejected");
    expect(old.phases.at(-1)?.failure?.cause).toContain("could not fork");
  });

  test("an error of the old kind that is cut off by a reset is a failure of the server's, not of ours", async () => {
    // A length that is none, so that it can be an old error alone; then the connection breaks.
    const seen = await probeOf(postgresThat.resetsBehind(Buffer.from("E\0\0\0\0\x04", "latin1")));
    expect(story(seen)).toMatch(/^tcp ok, tls (reset|not-postgres)$/);
  });

  test("messages that never come to an answer", async () => {
    const notice = message("N", "SNOTICE\0Mwait\0\0");
    const notices = Buffer.concat(Array.from({ length: 1200 }, () => notice));
    const seen = await probeOf(postgresThat.answersNAndThen(Buffer.concat([notices, SASL])));
    expect(story(seen)).toBe("tcp ok, tls ok, exchange not-postgres");
    const few = await probeOf(postgresThat.answersNAndThen(Buffer.concat([notice, notice, SASL])));
    expect(story(few)).toBe("tcp ok, tls ok, exchange ok");
  });
});

describe("what is no PostgreSQL", () => {
  test.each([
    ["http", () => postgresThat.speaksHttp()],
    ["ssh", () => postgresThat.speaksSsh()],
    ["smtp-or-ftp", () => postgresThat.speaksSmtp()],
    ["other", () => postgresThat.speaksMysql()],
    ["tls", () => postgresThat.sendsATlsAlert()],
    ["other", () => postgresThat.sendsTextThatBeginsWithE()],
    ["nothing", () => postgresThat.hangsUp()],
    ["other", () => postgresThat.sendsMoreBehindS()],
    ["other", () => postgresThat.answersSslRequestWith("NOTICE")],
  ])("speaks %s", async (protocol, starting) => {
    const seen = await probeOf(starting());
    expect(story(seen)).toBe("tcp ok, tls not-postgres");
    expect(factsOf(seen, "tls").speaks?.protocol).toBe(protocol);
  });

  test.each([
    ["http", () => postgresThat.speaksHttp()],
    ["ssh", () => postgresThat.speaksSsh()],
    ["nothing", () => postgresThat.hangsUp()],
  ])("speaks %s, where TLS is not asked for", async (protocol, starting) => {
    const seen = await probeOf(starting(), "?sslmode=disable");
    expect(story(seen)).toBe("tcp ok, exchange not-postgres");
    expect(factsOf(seen, "exchange")).toMatchObject({ speaks: { protocol } });
  });

  test("says nothing until the time is up", async () => {
    const seen = await probeOf(postgresThat.isMute(), "", SHORT);
    expect(story(seen)).toBe("tcp ok, tls not-postgres");
    expect(factsOf(seen, "tls").speaks).toEqual({ protocol: "nothing", firstBytes: "" });
    const plain = await probeOf(postgresThat.isMute(), "?sslmode=disable", SHORT);
    expect(story(plain)).toBe("tcp ok, exchange not-postgres");
  });

  test("the end of the run says nothing about a server that has said nothing yet", async () => {
    const deadline = new AbortController();
    const server = await postgresThat.isMute();
    servers.push(server);
    const running = runWarehouse(`postgres://127.0.0.1:${server.port}/`, { options: { signal: deadline.signal } });
    while (server.connections() === 0) await new Promise(setImmediate);
    deadline.abort("deadline");
    expect(await running).toMatchObject({ outcome: "unknown", reason: "deadline" });
  });

  test("text, or a length that is none, in answer to the StartupMessage", async () => {
    const text = await probeOf(postgresThat.answersNAndThen("Expected something else\n"));
    expect(story(text)).toBe("tcp ok, tls ok, exchange not-postgres");
    expect(story(await probeOf(postgresThat.announcesAHugeMessage()))).toBe("tcp ok, tls ok, exchange not-postgres");
  });
});

describe("broken off", () => {
  test("reset at SSLRequest", async () => {
    expect(story(await probeOf(postgresThat.resets()))).toBe("tcp ok, tls reset");
  });

  test("a closed port", async () => {
    expect(story(await runWarehouse(`postgres://127.0.0.1:${await closedPort()}/`))).toBe("tcp refused");
  });

  test("after its answer to SSLRequest a server that goes silent or away is PostgreSQL all the same", async () => {
    const silent = await probeOf(postgresThat.answersNAndThenIsMute(), "", SHORT);
    expect(story(silent)).toBe("tcp ok, tls ok, exchange timed-out");
    expect(story(await probeOf(postgresThat.answersNAndThen("")))).toBe("tcp ok, tls ok, exchange closed");
    const cut = SASL.subarray(0, 9);
    expect(story(await probeOf(postgresThat.answersNAndThen(cut)))).toBe("tcp ok, tls ok, exchange closed");
  });
});

describe("with TLS", () => {
  const trusted = (): WarehouseRun => ({ publicRoots: [root.pem] });

  test("verified", async () => {
    const seen = await probeOf(postgresThat.speaksTls(identity), "?sslmode=require", trusted());
    expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
    expect(factsOf(seen, "tls")).toMatchObject({
      sslReply: "S",
      verified: true,
      certificateFailure: null,
      speaks: null,
    });
    expect(factsOf(seen, "tls")).not.toHaveProperty("enforced");
  });

  test("sslrootcert replaces the public roots", async () => {
    const other = await authority("Another Root", "Somebody");
    const own = { publicRoots: [other.pem], rootCert: root.pem };
    const url = "?sslmode=verify-full&sslrootcert=ca.pem";
    expect(story(await probeOf(postgresThat.speaksTls(identity), url, own))).toBe("tcp ok, tls ok, exchange ok");
    const swapped = { publicRoots: [root.pem], rootCert: other.pem };
    expect(story(await probeOf(postgresThat.speaksTls(identity), url, swapped))).toBe(
      "tcp ok, tls certificate-untrusted",
    );
  });

  test("untrusted", async () => {
    const seen = await probeOf(postgresThat.speaksTls(identity), "?sslmode=require");
    expect(story(seen)).toBe("tcp ok, tls certificate-untrusted");
    expect(factsOf(seen, "tls")).toMatchObject({ sslReply: "S", verified: false });
  });

  test("wrong name, expired", async () => {
    const named = await leaf(root, ["db.example.com"]);
    const seen = await probeOf(postgresThat.speaksTls(named), "?sslmode=require", trusted());
    expect(story(seen)).toBe("tcp ok, tls certificate-name-mismatch");
    const old = await leaf(root, ["127.0.0.1"], { validity: "expired" });
    const expired = await probeOf(postgresThat.speaksTls(old), "?sslmode=require", trusted());
    expect(story(expired)).toBe("tcp ok, tls certificate-expired");
  });

  test.each(["", "?sslmode=no-verify", "?sslmode=require&uselibpqcompat=true"])(
    "untrusted and not judged: %j",
    async (tail) => {
      const seen = await probeOf(postgresThat.speaksTls(identity), tail);
      expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
      expect(factsOf(seen, "tls")).toMatchObject({ sslReply: "S", verified: false, enforced: false });
    },
  );

  test("untrusted, and verification turned off for all", async () => {
    const seen = await probeOf(postgresThat.speaksTls(identity), "?sslmode=require", { verify: false });
    expect(story(seen)).toBe("tcp ok, tls ok, exchange ok");
    expect(factsOf(seen, "tls").certificateFailure?.code).toBe("certificate-untrusted");
    expect(factsOf(seen, "tls")).not.toHaveProperty("enforced");
  });

  test.each([
    ["timed-out", () => postgresThat.sendsS_thenSilence()],
    ["closed", () => postgresThat.sendsS_thenHangsUp()],
    ["reset", () => postgresThat.sendsS_thenResets()],
    ["not-tls", () => postgresThat.sendsS_thenPlaintext("SH-2.0-OpenSSH\r\n")],
  ])("the handshake ends: %s", async (code, starting) => {
    const seen = await probeOf(starting(), "?sslmode=require", code === "timed-out" ? SHORT : {});
    expect(story(seen)).toBe(`tcp ok, tls ${code}`);
    expect(factsOf(seen, "tls")).toMatchObject({ sslReply: "S" });
  });

  test("closed or silent inside TLS", async () => {
    const closing = await probeOf(postgresThat.speaksTls(identity, (socket) => socket.end()));
    expect(story(closing)).toBe("tcp ok, tls ok, exchange closed");
    const silent = await probeOf(
      postgresThat.speaksTls(identity, () => {}),
      "",
      SHORT,
    );
    expect(story(silent)).toBe("tcp ok, tls ok, exchange timed-out");
  });
});
