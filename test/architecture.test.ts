// The walls of the house: which room may import which, where sockets and the process may be touched, and how files are named.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");
const ROOMS = ["settings", "whitelist", "plan", "probe", "diagnose", "report", "output", "handoff"];
/** What runs in the process of a client library alone. */
const IN_CHILD = /^probe\/clients\/child\/|-child\.ts$/;
/** What stands outside the rooms: who composes them. */
const COMPOSERS = ["cli.ts", "doctor.ts", "judge.ts", "commands", "demo"];
const SOCKETS = ["net", "tls", "http", "http2", "https", "dns", "dgram", "dns/promises", "undici"].flatMap((name) => [
  name,
  `node:${name}`,
]);
const DRIVERS = [
  "pg",
  "undici",
  "snowflake-sdk",
  "@google-cloud/bigquery",
  "proxy-agent",
  "https-proxy-agent",
  "@peculiar/x509",
  "reflect-metadata",
];

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
  lazy: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(SRC, file), "utf8");
  const statements = [
    ...text.matchAll(/^(?:import|export)\s[^;]*?from\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm),
  ];
  return statements.map((match) => {
    const target = match[1] ?? match[2] ?? match[3]!;
    const local = target.startsWith(".") ? relative(SRC, resolve(SRC, dirname(file), target)) : target;
    return { file, target: local, typeOnly: isTypeOnly(match[0]), lazy: match[3] !== undefined };
  });
}

function isTypeOnly(statement: string): boolean {
  if (/^(import|export)\s+type\b/.test(statement)) return true;
  const names = /^(?:import|export)\s*\{([^}]*)\}/.exec(statement)?.[1];
  if (names === undefined) return false;
  return names.split(",").every((name) => name.trim() === "" || name.trim().startsWith("type "));
}

const roomOf = (path: string) => path.split("/")[0]!;

describe("rooms", () => {
  test("every source file stands in a room, or composes them", () => {
    expect(files.filter((file) => ![...ROOMS, ...COMPOSERS].includes(roomOf(file)))).toEqual([]);
  });

  test("a room imports only from rooms to its left, and from probe types only", () => {
    const wrong = imports.filter(({ file, target, typeOnly }) => {
      const from = ROOMS.indexOf(roomOf(file));
      const to = ROOMS.indexOf(roomOf(target));
      if (from === -1 || to === from) return false;
      if (COMPOSERS.includes(roomOf(target))) return true;
      if (to === -1) return false;
      // The list of phases is data that stands beside its type.
      const types = typeOnly || target === "probe/observation.ts";
      return to > from || (roomOf(target) === "probe" && !types);
    });
    expect(wrong).toEqual([]);
  });

  test("the demo is imported by its command alone, and by itself", () => {
    const users = imports.filter(({ target }) => target.startsWith("demo/")).map(({ file }) => file);
    expect(users.filter((file) => !file.startsWith("demo/") && file !== "commands/demo.ts")).toEqual([]);
  });

  test("there are no import cycles", () => {
    const edges = Map.groupBy(
      imports.filter(({ target, typeOnly }) => files.includes(target) && !typeOnly),
      ({ file }) => file,
    );
    const finished = new Set<string>();
    const visit = (file: string, path: string[]): string[] | null => {
      if (path.includes(file)) return [...path, file];
      if (finished.has(file)) return null;
      for (const { target } of edges.get(file) ?? []) {
        const cycle = visit(target, [...path, file]);
        if (cycle) return cycle;
      }
      finished.add(file);
      return null;
    };
    expect(files.map((file) => visit(file, [])).filter((cycle) => cycle !== null)).toEqual([]);
  });
});

describe("effects", () => {
  test("sockets are opened in probe and demo alone", () => {
    const users = imports.filter(({ file, target, typeOnly }) => {
      const allowed = ["probe", "demo"].includes(roomOf(file));
      // isIP and isIPv6 of node:net are pure.
      return SOCKETS.includes(target) && !typeOnly && !allowed && !onlyIsIp(file);
    });
    expect(users).toEqual([]);
  });

  test("process, stdout and the console are touched by the command line alone", () => {
    const touching = files.filter((file) => {
      if (file === "cli.ts" || ["commands", "demo"].includes(roomOf(file)) || IN_CHILD.test(file)) return false;
      return /\b(process\.(stdout|stderr|exit|exitCode|env|argv|on)|console\.)\b/.test(code(file));
    });
    expect(touching).toEqual([]);
  });

  test("only settings and whitelist read files", () => {
    const readers = imports.filter(({ file, target }) => {
      // A client library's own folder is made and removed there, and nothing is read.
      if (file === "probe/clients/home.ts") return false;
      return /^node:fs/.test(target) && !["settings", "whitelist", "commands", "demo"].includes(roomOf(file));
    });
    expect(readers.map(({ file }) => file)).toEqual([]);
    const per = Map.groupBy(
      imports.filter(({ file, target }) => target === "node:fs" && ["settings", "whitelist"].includes(roomOf(file))),
      ({ file }) => roomOf(file),
    );
    for (const [, users] of per) expect(users.length).toBe(1);
  });

  test("drivers are never loaded at start-up", () => {
    const eager = new Set<string>();
    const walk = (file: string) => {
      if (eager.has(file)) return;
      eager.add(file);
      for (const { target, typeOnly } of imports.filter((one) => one.file === file && !one.lazy))
        if (!typeOnly) walk(target);
    };
    // What --version and --help load: the entry, and what it imports without being asked for a command.
    for (const file of ["cli.ts", "commands/main.ts"]) walk(file);
    expect([...eager].filter((name) => DRIVERS.includes(name) || SOCKETS.includes(name))).toEqual([]);
    expect([...eager].filter((name) => name.startsWith("probe/") || name.startsWith("demo/"))).toEqual([]);
  });

  test("err.code is read in one file of the probe room", () => {
    const readers = files.filter(
      (file) =>
        roomOf(file) === "probe" &&
        !IN_CHILD.test(file) &&
        /\.code\s*(===|!==|\?\?)\s*"?E[A-Z]|"(ECONN|ENOTFOUND|ERR_TLS|HPE_)/.test(code(file)),
    );
    expect(readers.every((file) => file === "probe/failure.ts")).toBe(true);
  });
});

describe("names and sizes", () => {
  test("no room for everything and nothing", () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|lib|misc|shared)(\/|\.ts$)/.test(file))).toEqual([]);
  });

  test("every file says its job in its first line", () => {
    const silent = files.filter((file) => !/^(#!.*\n)?\/\/ \S/.test(readFileSync(join(SRC, file), "utf8")));
    expect(silent).toEqual([]);
  });

  test("no file outgrows 200 lines", () => {
    const long = files.filter((file) => readFileSync(join(SRC, file), "utf8").split("\n").length > 200);
    expect(long).toEqual([]);
  });
});

/** The text without comments and strings: words in prose are no code. */
function code(file: string): string {
  return readFileSync(join(SRC, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
}

function onlyIsIp(file: string): boolean {
  const text = readFileSync(join(SRC, file), "utf8");
  return (
    [...text.matchAll(/import\s*\{([^}]*)\}\s*from\s*"node:net"/g)].every(([, names]) =>
      names!.split(",").every((name) => /^\s*(isIP|isIPv4|isIPv6|BlockList)?\s*$/.test(name)),
    ) && !/from "node:(tls|http|https|http2|dns)/.test(text)
  );
}
