import { expect, test } from "vitest";
import { actors, findings, PROXY, proxyNamed, snippets, summary, viaTlsProxy, works } from "../observations.ts";

test("credentials endanger what goes through that proxy, and are never shown", () => {
  const httpsProxy = proxyNamed("HTTPS_PROXY", PROXY, { credentials: true });
  const result = findings([works("a"), works("b", viaTlsProxy)], { httpsProxy });
  expect(summary(result)).toEqual(["proxy-url-credentials error: a"]);
  expect(result[0]!.title).toContain(`HTTPS_PROXY holds a user name or password for the proxy ${PROXY}`);
  expect(actors(result[0]!)).toEqual(["proxy-admin", "operator"]);
  expect(snippets(result[0]!)).toContain(`HTTPS_PROXY=${PROXY}`);
});
