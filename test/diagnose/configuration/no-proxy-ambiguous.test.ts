import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, INTERNAL, judged } from "./judged.ts";

function ambiguous(entries: string, more: { warehouses?: string[] } = {}) {
  const list = `'${INTERNAL},${entries}'`;
  return one(
    judged({ files: { "customer.env": dotenv({ NO_PROXY: list, no_proxy: list }) }, ...more }),
    "no-proxy-ambiguous",
  );
}

test("who does what is said client by client", () => {
  const line = ambiguous("mega.io").evidence.find((each) => each.startsWith('"mega.io"'));
  expect(line).toBe(
    '"mega.io" (a bare domain) for www.mega.io: direct: undici, node-fetch-env, grpc-js, curl, requests; proxy: node-http-env, proxy-agent, gaxios, teeny-request, axios',
  );
});

test("an entry that nobody reads is said to be one", () => {
  expect(ambiguous("10.").evidence.join("\n")).toMatch(
    /"10\." \(a pattern\) for 10\.1\.1\.1: nobody goes direct, all use the proxy/,
  );
});

test("an entry that stands for hosts that are meant for the proxy is to be taken out, not respelled", () => {
  const finding = ambiguous("Googleapis.com");
  expect(finding.remedies[0]!.do).toMatch(
    /^Take out "Googleapis\.com", which stands for hosts that CARTO needs by the proxy/,
  );
  expect(finding.corrections![0]!.value).toBe(INTERNAL);
  expect(finding.affects).toContain("google-pubsub");
});

test("Snowflake behind an HTTP proxy: by the versions of its driver", () => {
  const finding = ambiguous("snowflakecomputing.com", { warehouses: ["snowflake://acct"] });
  expect(finding.evidence.at(-1)).toContain(
    "direct: snowflake-sdk <2.2; proxy: snowflake-sdk >=2.4, snowflake-sdk 2.2 to 2.3",
  );
  expect(finding.affects).toContain("snowflake@acct.snowflakecomputing.com");
});

test("many entries stay within a page", () => {
  const finding = ambiguous(Array.from({ length: 30 }, (_, at) => `x${at}.io`).join(","));
  expect(finding.evidence).toHaveLength(8);
  expect(finding.evidence.at(-1)).toBe("25 more entries like these");
});
