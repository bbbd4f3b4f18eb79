// origin-not-recognised: an answer, and not the one that the whitelist entry is known for.

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Expectation } from "../../src/whitelist/domain.ts";
import { Servers } from "../support/loopback.ts";
import { originThat } from "../support/origin-that.ts";
import { mintPki, type Pki, trusting } from "../support/pki.ts";
import { checkBy, ROUTES } from "../support/routes.ts";
import { findingsOf, told } from "./run.ts";

const servers = new Servers();
let pki: Pki;
beforeAll(async () => {
  pki = await mintPki();
});
afterAll(() => servers.closeAll());

const EXPECT: Expectation = { status: [401], header: { "www-authenticate": "registry" }, body: "UNAUTHORIZED" };
const answering = async (status: number, header: string, body: string) => {
  const answer: Parameters<typeof originThat.works>[1] = (response) =>
    response.writeHead(status, { "www-authenticate": header }).end(body);
  return servers.up(originThat.works(pki.good, answer));
};

test.each(ROUTES)("another status, by %s", async (route) => {
  const origin = await answering(200, "Bearer registry", "UNAUTHORIZED");
  const row = await checkBy(route, "https", origin, servers, pki, { id: "registry", expect: EXPECT });
  const findings = await findingsOf([row], trusting(pki));
  expect(told(findings)).toEqual(["warning origin-not-recognised: registry"]);
  expect(findings[0]?.why).toContain("status 200 where 401 was expected");
});

test.each([
  ["a header", "Basic", "UNAUTHORIZED"],
  ["the text", "Bearer registry", "<p>Please sign in</p>"],
])("%s is missing", async (_, header, body) => {
  const origin = await answering(401, header, body);
  const row = await checkBy("http proxy", "https", origin, servers, pki, { id: "registry", expect: EXPECT });
  expect(told(await findingsOf([row], trusting(pki)))).toEqual(["warning origin-not-recognised: registry"]);
});

test("the cure: the server itself answers, with its own 401", async () => {
  const origin = await answering(401, "Bearer registry", '{"errors":[{"code":"UNAUTHORIZED"}]}');
  const row = await checkBy("http proxy", "https", origin, servers, pki, { expect: EXPECT });
  expect(await findingsOf([row], trusting(pki))).toEqual([]);
});

test("a server error is origin-error and nothing else", async () => {
  const origin = await answering(503, "", "try later");
  const row = await checkBy("http proxy", "https", origin, servers, pki, { id: "registry", expect: EXPECT });
  expect(told(await findingsOf([row], trusting(pki)))).toEqual(["warning origin-error: registry"]);
});

test("an entry that asks for no proof takes any answer", async () => {
  const origin = await answering(404, "", "nothing here");
  const row = await checkBy("http proxy", "https", origin, servers, pki);
  expect(await findingsOf([row], trusting(pki))).toEqual([]);
});
