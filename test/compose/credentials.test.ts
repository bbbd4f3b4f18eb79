// Secrets in a proxy URL and in warehouse URLs: they work, they are reported as a fault where they are one, and they are never printed.

import { expect, test } from "vitest";
import { formats } from "../../src/output/index.ts";
import { behindProxy, runCommand } from "./doctor.ts";
import { play, ROWS } from "./scenario.ts";
import { readSecrets } from "./secrets.ts";

const { proxyUser, proxyPassword, databasePassword } = readSecrets();
const PROXY = `http://${encodeURIComponent(proxyUser)}:${encodeURIComponent(proxyPassword)}@squid:3130`;
const WRONG = PROXY.replace("@squid", "0@squid");
const SOCKS = PROXY.replace("http:", "socks5:");
const NO_PORT = PROXY.replace(":3130", ":none");
const WAREHOUSES = [
  `postgres://carto:\${PASSWORD}@postgres/warehouse?sslmode=verify-full`,
  `postgres://rejected:${encodeURIComponent(databasePassword)}@postgres/warehouse?sslmode=verify-full`,
  `redis://:\${PASSWORD}@redis`,
].flatMap((url) => ["--warehouse", url]);

test("the proxy takes the credentials of its URL, which CARTO does not support", () =>
  play({
    name: "",
    proxy: PROXY,
    expected: { exit: 1, summary: "fail", findings: [["proxy-url-credentials", ROWS]] },
  }));

const runs: { name: string; command: "doctor" | "plan"; proxy: string; args: string[] }[] = [
  ...Object.keys(formats).map((format) => ({
    name: `doctor as ${format}`,
    command: "doctor" as const,
    proxy: PROXY,
    args: ["--format", format],
  })),
  { name: "doctor with every step", command: "doctor", proxy: PROXY, args: ["--verbose"] },
  { name: "doctor with a password that the proxy refuses", command: "doctor", proxy: WRONG, args: ["--verbose"] },
  { name: "the same as JSON", command: "doctor", proxy: WRONG, args: ["--json"] },
  { name: "doctor with a scheme that is no proxy's", command: "doctor", proxy: SOCKS, args: [] },
  { name: "doctor with a port that is none", command: "doctor", proxy: NO_PORT, args: ["--json"] },
  { name: "plan", command: "plan", proxy: PROXY, args: [] },
  { name: "plan as JSON", command: "plan", proxy: PROXY, args: ["--json"] },
];

test.each(runs)("$name shows no secret", async ({ command, proxy, args }) => {
  const environment = { ...behindProxy(proxy), PASSWORD: databasePassword };
  const { stdout, stderr } = await runCommand(command, environment, [...args, ...WAREHOUSES]);
  expect(stdout).not.toBe("");
  const shown = spellings().filter((spelling) => stdout.includes(spelling) || stderr.includes(spelling));
  expect(shown).toEqual([]);
});

/** Every way in which a secret could slip out. */
function spellings(): string[] {
  const secrets = [proxyUser, proxyPassword, databasePassword, `${proxyUser}:${proxyPassword}`];
  return [...new Set(secrets.flatMap(spellingsOf))];
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const percent = encodeURIComponent(secret);
  return [
    secret,
    percent,
    percent.toLowerCase(),
    encodeURI(secret),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("/", "\\/"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    bytes.toString("base64"),
    bytes.toString("base64url"),
    // The random part alone, which no encoding of text changes.
    ...(/[0-9a-f]{12,}/.exec(secret) ?? []),
  ];
}
