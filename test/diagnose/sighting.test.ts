import { expect, test } from "vitest";
import { handshakeSight, sight, sightings, spoken } from "../../src/diagnose/sighting.ts";
import {
  badCertificate,
  database,
  failed,
  login,
  postgres,
  redis,
  refusal,
  refused,
  reply,
  row,
  seen,
  speaks,
  tcp,
  tls,
  tunnel,
  works,
} from "./observations.ts";

test("phase, code, status line, sign and milliseconds", () => {
  const lines = sightings([seen(row("a"), tcp(), refused("denied", 403, "X-Squid-Error: ERR_ACCESS_DENIED 0"))]);
  expect(lines).toEqual([
    "a: tunnel refused-by-proxy; 403 No; X-Squid-Error: ERR_ACCESS_DENIED 0; raw cause of refused-by-proxy (11 ms)",
  ]);
});

test("a header and the sign that repeats it are said once", () => {
  const facts = {
    reply: reply(403, "Forbidden", [["x-squid-error", "ERR_ACCESS_DENIED 0"]]),
    refusal: refusal("denied", "X-Squid-Error: ERR_ACCESS_DENIED 0"),
  };
  expect(sight(seen(row("a"), failed(tunnel(facts), "refused-by-proxy", "403 Forbidden")))).toBe(
    "tunnel refused-by-proxy; 403 Forbidden; x-squid-error: ERR_ACCESS_DENIED 0",
  );
});

test("what many saw alike is one line, and there are never more than eight", () => {
  const alike = Array.from({ length: 20 }, (_, at) => seen(row(`r${at}`), { ...failed(tcp(), "refused"), ms: at }));
  expect(sightings(alike)).toEqual([
    "20 checks: tcp refused; to proxy.corp.test:3128; raw cause of refused (0 to 19 ms)",
  ]);
  const different = alike.map((_, at) => seen(row(`r${at}`), failed(tcp(`h${at}`), "refused")));
  expect(sightings(different)).toHaveLength(8);
  expect(sightings(different).at(-1)).toBe("and 13 more");
});

test("certificates, database answers and logins", () => {
  const cut = seen(row("a"), failed(tls(badCertificate("certificate-untrusted")), "certificate-untrusted"));
  expect(sight(cut)).toContain("last certificate sent was issued by O=Corp, CN=Corp Inspection CA");
  expect(handshakeSight("tls")(seen(row("a"), tls(badCertificate("certificate-untrusted"))))).toContain("not enforced");
  expect(sight(seen(database(), failed(postgres("53300"), "rejected")))).toContain("SQLSTATE 53300");
  expect(sight(seen(database("redis"), failed(redis("-ERR"), "not-redis")))).toContain("-ERR");
  expect(sight(seen(database(), failed(login("28P01"), "login-failed")))).toContain("pg 8.23.1; 28P01");
  expect(sight(works("a"))).toBe("answered 200 Status");
  expect(spoken(speaks("ssh", "SSH-2.0"))).toBe('SSH ("SSH-2.0")');
});
