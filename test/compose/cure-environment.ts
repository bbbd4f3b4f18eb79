// Remedies that are lines for .env, and the CA that they name: put into the environment and the folder that the containers see.

import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Finding, FindingCode } from "../../src/diagnose/finding.ts";
import { kindOf } from "../causes/kind.ts";
import { executeOrThrow } from "./compose.ts";
import { type Cure, filled, only, type Run } from "./cure.ts";
import { alsoWithoutProxy, behindProxy, type Environment } from "./doctor.ts";
import { CERTS, INSTALLATION } from "./paths.ts";

const OPEN = "http://squid:3128";
const PROXY_CA: Environment = { NODE_EXTRA_CA_CERTS: "/certs/proxy-ca.crt" };
const ONE = only("carto-auth", "google-storage");

function run(proxy: string, environment: Environment = {}, args = ONE): Run {
  return { environment: { ...behindProxy(proxy), ...environment }, args: ["--timeout", "8", ...args] };
}

/** The environment with the printed lines, and without what the words say to remove. */
export const setAsPrinted: Cure["apply"] = (text, before, { remedies }) => {
  const set = text.split("\n").map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? []);
  const environment: Environment = { ...before.environment, ...Object.fromEntries(set) };
  for (const { do: words } of remedies) {
    for (const name of /\bRemove (\w+) and (\w+):/.exec(words)?.slice(1) ?? []) delete environment[name];
  }
  return { ...before, environment };
};

function dotenv(code: FindingCode, how: string, asked: Run, more: Partial<Cure> = {}): Cure {
  return { code, kind: "dotenv", how, run: asked, apply: setAsPrinted, ...more };
}

/** The CA as its owner hands it over, or as the printed commands take it; then the variable that names it. */
function trusting(code: FindingCode, proxy: string, owner: string, args: string[], left: FindingCode[] = []): Cure[] {
  const fault = async () => {
    mkdirSync(join(INSTALLATION, "certs"), { recursive: true });
    return async () => rmSync(join(INSTALLATION, "certs/extra-ca.crt"), { force: true });
  };
  const both = { code, run: run(proxy, {}, args), fault, left };
  const handedOver: Cure["apply"] = (text, before, finding) => {
    cpSync(join(CERTS, `${owner}.crt`), join(INSTALLATION, "certs/extra-ca.crt"));
    return setAsPrinted(text, before, finding);
  };
  const taken: Cure["apply"] = async (text, before, finding) => {
    await executeOrThrow("patient", `cd /installation && ${text}`);
    return setAsPrinted(variables(finding), before, finding);
  };
  return [
    { ...both, kind: "dotenv", how: "the CA is handed over", apply: handedOver },
    { ...both, kind: "ca", how: "the CA is taken from the handshake", apply: taken },
  ];
}

function variables({ remedies }: Finding): string {
  return remedies.find(({ snippet }) => snippet && kindOf(snippet) === "dotenv")!.snippet!.text;
}

function without(environment: Environment, ...names: string[]): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name.toUpperCase())));
}

const unnamed = run(OPEN);
const excluding = alsoWithoutProxy("auth.carto.com");

export const environmentCures: Cure[] = [
  dotenv(
    "proxy-not-configured",
    "in a network that has no other way out",
    { ...unnamed, environment: without(unnamed.environment, "HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY") },
    {
      besides: ["name-not-resolved"],
      apply: (text, before, finding) => setAsPrinted(filled(text, { "proxy host": "squid" }), before, finding),
    },
  ),
  dotenv("proxy-variable-missing", "HTTPS_PROXY", {
    ...unnamed,
    environment: without(unnamed.environment, "HTTPS_PROXY"),
  }),
  dotenv("proxy-url-invalid", "no scheme", run("squid:3128")),
  dotenv("proxy-url-credentials", "a login that nobody asks for", run("http://jane:canary@squid:3128")),
  dotenv("tls-verification-off", "and nothing needs it", run(OPEN, { NODE_TLS_REJECT_UNAUTHORIZED: "0" })),
  dotenv("proxy-scheme-mismatch", "http:// to its TLS port", run("http://squid:3129", PROXY_CA), {
    left: ["import-custom-ca", "proxy-grpc-https"],
  }),
  dotenv("proxy-tls-name-mismatch", "another name of it", run("https://squid-by-another-name:3129", PROXY_CA)),
  dotenv("proxy-node-bad", "one of two nodes is down", run("http://pool:3128")),
  dotenv("name-not-resolved", "NO_PROXY sends a host direct that is meant for the proxy", run(OPEN, excluding)),
  ...trusting("tls-intercepted", "http://squid:3133", "inspection-ca", ONE, ["tls-intercepted-trusted"]),
  ...trusting("tls-untrusted", "http://squid:3133", "inspection-ca", only("carto-auth")),
  // This proxy sends its own certificate alone: there is no CA to be taken from the handshake.
  ...trusting("proxy-tls-untrusted", "https://squid:3129", "proxy-ca", ONE, ["import-custom-ca"]).slice(0, 1),
];
