import { describe, expect, test } from "vitest";
import { squid } from "../../src/handoff/squid.ts";
import { SQUID, squidReads } from "./consumer.ts";
import { handoffOf, handoffOfReport, shipped, type Wish } from "./handoff-of.ts";

const SNOWFLAKE = ["snowflake://acct"];

/** Without comments. */
function rules(wish: Wish = {}): string[] {
  return linesOf(squid(handoffOf(wish)).text);
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

function domains(lines: string[], acl = "carto_tunnel_443_hosts"): string[] {
  const lead = `acl ${acl} dstdomain -n `;
  return lines.filter((line) => line.startsWith(lead)).map((line) => line.slice(lead.length));
}

test("every host of the plan that goes by the proxy, and no other", () => {
  const handoff = handoffOf();
  const hosts = handoff.targets.filter(({ way }) => way === "tunnel").map(({ host }) => host.replace(/^\*/, ""));
  const own = domains(rules());
  expect(
    hosts.filter((host) => !own.some((name) => name === host || (name.startsWith(".") && `.${host}`.endsWith(name)))),
  ).toEqual([]);
  expect(own.filter((name) => !hosts.includes(name))).toEqual([]);
  expect(new Set(own).size).toBe(own.length);
});

test("CONNECT to the needed ports alone, and the rest is denied", () => {
  const lines = rules();
  expect(lines.filter((line) => line.startsWith("http_access"))).toEqual([
    "http_access allow carto_connect carto_tunnel_443_port carto_tunnel_443_hosts",
    "http_access deny all",
  ]);
  expect(lines).toContain("acl carto_tunnel_443_port port 443");
});

test("Snowflake's revocation service: a tunnel to port 80, to that host alone", () => {
  const lines = rules({ warehouses: SNOWFLAKE });
  expect(domains(lines, "carto_tunnel_80_hosts")).toEqual(["ocsp.snowflakecomputing.com"]);
  expect(lines).toContain("acl carto_tunnel_80_port port 80");
  expect(lines).toContain("http_access allow carto_connect carto_tunnel_80_port carto_tunnel_80_hosts");
});

test("where the file may lie on Debian depends on the ports", () => {
  const head = (wish: Wish) => squid(handoffOf(wish)).text.slice(0, 700).replaceAll("\n# ", " ");
  expect(head({})).toContain("under a name before debian.conf");
  expect(head({ warehouses: SNOWFLAKE })).toContain("conf.d/ will not do");
});

test("a plain HTTP row: a request that is no CONNECT", () => {
  const row = { ...shipped.domains[0]!, id: "plain", host: "plain.example.com", protocol: "http" as const, port: 80 };
  const lines = rules({ whitelist: { ...shipped, domains: [row] } });
  expect(lines).toContain("http_access allow !carto_connect carto_plain_80_port carto_plain_80_hosts");
});

test("an address is no domain", () => {
  const row = { ...shipped.domains[0]!, host: "203.0.113.7" };
  const lines = rules({ whitelist: { ...shipped, domains: [row] } });
  expect(lines).toContain("acl carto_tunnel_443_addresses dst -n 203.0.113.7");
  expect(domains(lines)).toEqual([]);
});

test("databases, and Snowflake behind an HTTPS proxy, are no matter of the proxy's", () => {
  const warehouses = ["postgres://db.corp/x", "databricks://dbc-1.cloud.databricks.com", ...SNOWFLAKE];
  const text = rules({ proxy: "https://proxy.corp:3129", warehouses }).join("\n");
  expect(text).not.toMatch(/db\.corp|databricks|snowflake/);
});

test("only required hosts, and features that are asked for", () => {
  const own = domains(rules({ requiredOnly: true, features: ["lds-mapbox"] }));
  expect(own).toContain("auth.carto.com");
  expect(own).toContain("api.mapbox.com");
  expect(own).not.toContain("api.tomtom.com");
});

test("for a proxy that others use: CARTO's addresses are let through, and denied the rest", () => {
  const lines = rules({ clientCidrs: ["10.1.0.0/16", "10.2.0.0/16"] });
  expect(lines.filter((line) => line.startsWith("acl carto_clients"))).toHaveLength(2);
  const access = lines.filter((line) => line.startsWith("http_access"));
  expect(access.every((line) => line.includes("carto_clients"))).toBe(true);
  expect(access.at(-1)).toBe("http_access deny carto_clients");
});

test("each host has its reason above it, and what the report saw", () => {
  const { text } = squid(
    handoffOfReport({ environment: { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://p:1" } }, ({ checks }) => {
      const tomtom = checks.find(({ id }) => id === "tomtom")!;
      Object.assign(tomtom, { verdict: "fail", failedPhase: "tunnel", findings: ["proxy-denied"] });
    }),
  );
  expect(domains(linesOf(text))).toEqual(["api.tomtom.com"]);
  expect(text).toContain("FAIL at tunnel: proxy-denied");
  const whole = squid(handoffOf()).text.split("\n");
  const own = whole.filter((line) => /^acl \w+ dstdomain/.test(line));
  for (const line of own) expect(whole[whole.indexOf(line) - 1]).toMatch(/^# ./);
});

test("a report's additions deny nothing", () => {
  const handoff = handoffOfReport({ environment: { HTTPS_PROXY: "http://p:1" } }, ({ checks }) => {
    Object.assign(checks[0]!, { verdict: "fail" });
  });
  expect(linesOf(squid(handoff).text).filter((line) => line.includes("deny"))).toEqual([]);
});

describe.skipIf(SQUID === null)("Squid itself", () => {
  test.each<[string, Wish]>([
    ["the whole whitelist", {}],
    ["for KOTS", { deployment: "kots" }],
    ["for Helm", { deployment: "helm" }],
    ["with Snowflake, for some clients", { warehouses: SNOWFLAKE, clientCidrs: ["10.0.0.0/8", "2001:db8::/32"] }],
    ["with plain rows and addresses", { whitelist: { ...shipped, domains: mixed() } }],
  ])("takes %s without a word", (_, wish) => {
    const { ok, said } = squidReads(squid(handoffOf(wish)).text);
    expect(said.split("\n").filter((line) => /WARNING|ERROR|FATAL|Bungled/i.test(line))).toEqual([]);
    expect(ok).toBe(true);
  });

  test("would have said that one name covers another", () => {
    const twice = `${squid(handoffOf()).text}\nacl carto_tunnel_443_hosts dstdomain -n www.amazonaws.com\n`;
    expect(squidReads(twice).said).toMatch(/subdomain/i);
  });

  test.each(["acl carto_connect method CONNECT", "acl carto_tunnel_443_port port 443"])(
    "does not start without %s",
    (line) => {
      const { ok, said } = squidReads(squid(handoffOf()).text.replace(`${line}\n`, ""));
      expect(ok).toBe(false);
      expect(said).toMatch(/carto_(connect|tunnel_443_port)/);
    },
  );
});

function mixed() {
  const row = shipped.domains[0]!;
  return [
    { ...row, id: "a", host: "203.0.113.7" },
    { ...row, id: "b", host: "2001:db8::1" },
    { ...row, id: "c", host: "plain.example.com", port: 80, protocol: "http" as const },
    { ...row, id: "d", host: "*.example.com", samples: ["x.example.com"] },
    { ...row, id: "e", host: "deep.x.example.com" },
    { ...row, id: "f", host: "example.com" },
    { ...row, id: "g", host: "other.test", port: 8443 },
  ];
}
