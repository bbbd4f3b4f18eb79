import { expect, test } from "vitest";
import {
  actors,
  database,
  direct,
  failed,
  findings,
  login,
  open,
  postgres,
  redis,
  row,
  seen,
  summary,
  tcp,
  tls,
  unanswered,
} from "../observations.ts";

test.each(["timed-out", "closed", "reset"] as const)("%s after the request", (code) => {
  const cut = failed(unanswered(), code);
  const result = findings([seen(row("a"), tcp(), open(), tls(), cut), seen(row("b"), tcp(), open(), tls(), cut)]);
  expect(summary(result)).toEqual(["origin-no-answer error: a b"]);
  expect(actors(result[0]!)).toEqual(["operator", "proxy-admin"]);
});

test("direct rows and each warehouse are apart", () => {
  const late = failed(postgres(), "timed-out");
  const result = findings([
    seen(row("a", direct), tcp(), tls(), failed(unanswered(), "closed")),
    seen(database(), tcp(), tls({ sslReply: "S" }), late),
  ]);
  expect(summary(result)).toEqual(["origin-no-answer error: a", "origin-no-answer error: postgres@db.example.test"]);
  expect(actors(result[0]!)).toEqual(["operator", "firewall-admin"]);
  expect(actors(result[1]!)).toEqual(["operator", "warehouse-admin"]);
});

test("Redis that answers PING and not AUTH", () => {
  expect(
    findings([seen(database("redis"), tcp(), redis("-NOAUTH"), failed(login(null, "redis"), "timed-out"))])[0]!.code,
  ).toBe("origin-no-answer");
});
