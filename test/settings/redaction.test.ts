import { describe, expect, test } from "vitest";
import { PodEnvironment } from "../../src/settings/pod-environment.ts";
import { redactor } from "../../src/settings/redaction.ts";
import { type Credentials, Secret } from "../../src/settings/secret.ts";
import type { ProxySetting, Settings, Warehouse } from "../../src/settings/settings.ts";
import { nothingConfigured } from "../support/configuration.ts";

const credentials = (user: string, password: string): Credentials => ({
  user: new Secret(user),
  password: new Secret(password),
});

function settingsWith(proxyLogin: Credentials | null, warehouseLogin: Credentials | null = null): Settings {
  const proxy: ProxySetting = {
    variable: "HTTPS_PROXY",
    from: "HTTPS_PROXY (environment)",
    text: "http://[redacted]@proxy.corp.example:3128",
    url: {
      scheme: "http",
      host: "proxy.corp.example",
      port: 3128,
      credentials: proxyLogin,
      href: "http://proxy.corp.example:3128",
    },
    problem: null,
  };
  const warehouse: Warehouse = {
    kind: "postgres",
    label: "postgres://db.corp.example:5432/maps",
    host: "db.corp.example",
    port: 5432,
    tls: "negotiated",
    verify: true,
    ca: null,
    credentials: warehouseLogin,
    database: "maps",
    path: null,
    from: "--warehouse",
  };
  return {
    deployment: { kind: "vm", from: "default" },
    sources: ["environment"],
    proxies: { http: null, https: proxy, grpc: null },
    noProxy: null,
    extraCa: null,
    publicRoots: null,
    tlsVerification: { enabled: true, from: null },
    warehouses: [warehouse],
    snowflakeHosts: [],
    hosts: [],
    environment: new PodEnvironment({}),
    configuration: nothingConfigured,
  };
}

const utf8 = (text: string) => Buffer.from(text, "utf8");
const entities = (text: string, write: (point: number) => string) =>
  [...text].map((character) => write(character.codePointAt(0) ?? 0)).join("");
const named = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" })[sign] ?? sign,
  );

const ENCODINGS: Record<string, (text: string) => string> = {
  raw: (text) => text,
  "utf-8 read as latin1": (text) => utf8(text).toString("latin1"),
  percent: (text) => encodeURIComponent(text),
  "percent, lower case": (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  "percent, every byte": (text) => utf8(text).toString("hex").replace(/../g, "%$&"),
  "percent, twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams({ q: text }).toString().slice(2),
  base64: (text) => utf8(text).toString("base64"),
  base64url: (text) => utf8(text).toString("base64url"),
  "base64, percent-encoded": (text) => encodeURIComponent(utf8(text).toString("base64")),
  hex: (text) => utf8(text).toString("hex"),
  "hex, upper case": (text) => utf8(text).toString("hex").toUpperCase(),
  json: (text) => JSON.stringify(text).slice(1, -1),
  "json in json": (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  "html, named": named,
  "html, decimal": (text) => entities(text, (point) => `&#${point};`),
  "html, padded": (text) => entities(text, (point) => `&#0${point};`),
  "html, hex": (text) => entities(text, (point) => `&#x${point.toString(16)};`),
  "html, HEX": (text) => entities(text, (point) => `&#X${point.toString(16).toUpperCase()};`),
  "html, twice": (text) => named(named(text)),
  "\\u": (text) =>
    text
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  "\\U": (text) =>
    text
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`)
      .join(""),
  "\\x": (text) => utf8(text).toString("hex").replace(/../g, "\\x$&"),
  sql: (text) => text.replaceAll("'", "''"),
  "sql identifier": (text) => text.replaceAll('"', '""'),
  shell: (text) => text.replace(/[^\p{L}\p{N}_]/gu, "\\$&"),
};

const PASSWORDS = ["Canary-7f3a", "s3 cr+t/é&<\"'%\\x=?", "pässwörd🔒", "hunter2", "a\tb\nc~^`{|}", "x:y@z"];

describe("a password in any encoding", () => {
  for (const password of PASSWORDS) {
    const redact = redactor(settingsWith(credentials("jane.canary", password)));
    test.each(Object.entries(ENCODINGS))(`${JSON.stringify(password)}: %s`, (_, encode) => {
      const text = `before ${encode(password)} after`;
      expect(redact(text)).toMatch(/^before "?\[redacted\]"? after$/);
      const pair = `before ${encode(`jane.canary:${password}`)} after`;
      expect(redact(pair)).toMatch(/^before "?\[redacted\](:\[redacted\])?"? after$/);
    });
  }

  test("mixed within one value", () => {
    const redact = redactor(settingsWith(credentials("jane.canary", "p@ss&word'")));
    expect(redact("(p%40ss&amp;word&#39;)")).toBe("([redacted])");
  });
});

describe("base64 of a longer text", () => {
  const login = credentials("jane.canary", "Canary-7f3a");
  const redact = redactor(settingsWith(login));
  for (const secret of ["Canary-7f3a", "jane.canary", "jane.canary:Canary-7f3a"]) {
    test.each(["", "a", "ab", "abc"])(`${secret} after %j, before anything`, (lead) => {
      for (const tail of ["", "z", "zz", "zzz"]) {
        for (const encoding of ["base64", "base64url"] as const) {
          const redacted = redact(utf8(lead + secret + tail).toString(encoding));
          expect(redacted).toContain("[redacted]");
          const left = redacted.split("[redacted]").map((part) => Buffer.from(part, encoding).toString("latin1"));
          expect(left.join("")).not.toMatch(/nary|jane/);
        }
      }
    });
  }
});

test("both logins are hunted, and whatever else is given", () => {
  const settings = settingsWith(credentials("jane", "Canary-1111"), credentials("joe", "Canary-2222"));
  const redact = redactor(settings, [new Secret("Canary-3333")]);
  expect(redact("jane Canary-1111 joe Canary-2222 Canary-3333 Canary-4444")).toBe(
    "[redacted] [redacted] [redacted] [redacted] [redacted] Canary-4444",
  );
});

describe("a user name", () => {
  const redact = redactor(settingsWith(credentials("jane", "Canary-1111")));
  test.each([
    ["Access denied for jane.", "Access denied for [redacted]."],
    ["CORP\\JANE from 10.0.0.5", "CORP\\[redacted] from 10.0.0.5"],
    ["?user%3Djane%26x", "?user%3D[redacted]%26x"],
    ["http://jane@proxy.corp.example:3128", "http://[redacted]@proxy.corp.example:3128"],
    ['{"u":"\\u0022jane\\u0022"}', '{"u":"\\u0022[redacted]\\u0022"}'],
    ["janet and mary-jane", "janet and mary-jane"],
    ["GET https://jane.corp.example/ from www.jane.example", "GET https://jane.corp.example/ from www.jane.example"],
  ])("%s", (text, expected) => expect(redact(text)).toBe(expected));
});

describe("a name that reports hold anyway is hidden only where a credential stands", () => {
  test.each([
    [
      "carto",
      'FATAL: no pg_hba.conf entry for host "10.0.0.5", user "carto", database "carto", no encryption',
      'FATAL: no pg_hba.conf entry for host "10.0.0.5", user "[redacted]", database "carto", no encryption',
    ],
    [
      "carto",
      "la autentificación password falló para el usuario «carto»",
      "la autentificación password falló para el usuario «[redacted]»",
    ],
    [
      "carto",
      "connect ECONNREFUSED auth.carto.com:443, carto:5432 and CARTO",
      "connect ECONNREFUSED auth.carto.com:443, carto:5432 and CARTO",
    ],
    [
      "postgres",
      "postgres://postgres@db.corp.example:5432/postgres",
      "postgres://[redacted]@db.corp.example:5432/postgres",
    ],
    ["db", 'role "db" does not exist on db.corp.example', 'role "[redacted]" does not exist on db.corp.example'],
    ["maps", "username=maps&db=maps", "username=[redacted]&db=maps"],
    ["me", '{"user":"me","some":"message"}', '{"user":"[redacted]","some":"message"}'],
  ])("%s: %s", (user, text, expected) => {
    expect(redactor(settingsWith(null, credentials(user, "Canary-1111")))(text)).toBe(expected);
  });
});

describe("a very short or common password", () => {
  test.each([
    ["a", "a database at a host", "a database at a host"],
    ["a", "password=a&x", "password=[redacted]&x"],
    ["a", "http://u:a@proxy", "http://u:[redacted]@proxy"],
    ["x1!", "passwd 'x1!' is bad, x1!", "passwd '[redacted]' is bad, x1!"],
    ["403", "403 Forbidden, pwd: 403", "403 Forbidden, pwd: [redacted]"],
    ["password", "password authentication failed", "password authentication failed"],
    ["password", '"password":"password"', '"password":"[redacted]"'],
    ["5432", "connect ECONNREFUSED 10.0.0.5:5432", "connect ECONNREFUSED 10.0.0.5:5432"],
  ])("%s: %s", (password, text, expected) => {
    // A quoted word "password" before the separator is the name of the field, and may be hidden as well.
    const redacted = redactor(settingsWith(null, credentials("jane", password)))(text);
    expect(redacted.replace(/^"\[redacted\]":/, '"password":')).toBe(expected);
  });

  test("its pair is found in every encoding", () => {
    const redact = redactor(settingsWith(null, credentials("me", "pw")));
    for (const text of ["me:pw", "Basic bWU6cHc=", "me%3Apw", "6d653a7077"])
      expect(redact(text)).toMatch(/^(Basic )?\[redacted\]$/);
  });
});

test("nothing known, nothing changed", () => {
  expect(redactor(settingsWith(null))("user jane password x")).toBe("user jane password x");
  expect(redactor(settingsWith(credentials("", "")))("a  b ::")).toBe("a  b ::");
});

test("twice is the same as once, even for a secret that is part of the placeholder", () => {
  for (const password of ["dact", "[redacted]", "redacted", "Canary-1111"]) {
    const redact = redactor(settingsWith(credentials("act", password)));
    const once = redact(`password=${password} act ${password} [redacted]`);
    expect(redact(once)).toBe(once);
  }
});

test("hostile text does not make it slow", () => {
  const redact = redactor(settingsWith(credentials("jane", "\\\\''\"\"&&%%aaa")));
  const started = performance.now();
  for (const unit of ["\\", "'", "&amp;", "%25", "&#0", "a", "user "]) redact(unit.repeat(60_000 / unit.length));
  expect(performance.now() - started).toBeLessThan(20_000);
});
