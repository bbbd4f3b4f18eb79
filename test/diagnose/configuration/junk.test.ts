// Whatever stands in the variables: every finding is told well, and nothing throws. Seeded.

import { expect, test } from "vitest";
import { wellTold } from "../observations.ts";
import { judged } from "./judged.ts";

const SEED = Number(process.env.CARTO_PROXY_FUZZ_SEED ?? 20261123);
const ALPHABET = [
  ..."ab.*,:/@[]{}()|\\^$?+%#&='\"`~<>; \t\r\n-_09ZÄ漢é\u0000\u0007",
  "http://",
  "https://",
  "localhost",
  "[::1]",
  "%zz",
  "xn--",
  ".com",
  ",,",
  "\ud800",
];
const NAMES = [
  "HTTP_PROXY",
  "http_proxy",
  "HTTPS_PROXY",
  "https_proxy",
  "GRPC_PROXY",
  "grpc_proxy",
  "NO_PROXY",
  "no_proxy",
  "NODE_EXTRA_CA_CERTS",
  "NODE_TLS_REJECT_UNAUTHORIZED",
];

function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % limit;
  };
}

test.each(["vm", "helm", "kots"] as const)(`junk in every variable, on %s (seed ${SEED})`, (deployment) => {
  const next = generator(SEED);
  const junk = () => Array.from({ length: next(20) }, () => ALPHABET[next(ALPHABET.length)]).join("");
  const value = (name: string) => {
    if (/^NODE/.test(name)) return ["0", "1", "/nowhere", junk()][next(4)];
    if (/no_proxy/i.test(name)) return [`localhost,${junk()}`, junk(), `mega.io,${junk()},*.x.io`][next(3)];
    return [`http://proxy:3128${next(3) === 0 ? junk() : ""}`, `https://proxy:3129`, junk()][next(3)];
  };
  for (let run = 0; run < 60; run++) {
    const environment = Object.fromEntries(NAMES.filter(() => next(4) > 0).map((name) => [name, value(name)!]));
    const told = () => judged({ environment, deployment, warehouses: ["snowflake://acct"] });
    expect(told, JSON.stringify(environment)).not.toThrow();
    for (const finding of told()) {
      const texts = [finding.title, finding.why, ...finding.evidence, ...finding.remedies.map((one) => one.do)];
      for (const text of texts) expect(text, JSON.stringify(environment)).not.toMatch(/undefined|NaN|\[object/);
      expect(finding.evidence.length).toBeLessThanOrEqual(8);
    }
  }
});

test("and the ordinary is told well", () => {
  for (const finding of judged({ environment: { HTTP_PROXY: "x" } })) wellTold(finding);
});
