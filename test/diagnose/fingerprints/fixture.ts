// Reads a fixture: blocks of a raw HTTP reply and lines of issuers, each under a line that says what is to be made of it.

import { readdirSync, readFileSync } from "node:fs";
import type { CertificateFacts, HttpReply } from "../../../src/probe/observation.ts";
import { certificate } from "../observations.ts";

export interface Fixture {
  file: string;
  /** The block's number in its file, from 1. */
  number: number;
  /** e.g. "strong page", "weak", "nothing" */
  expected: string;
  reply: HttpReply | null;
  chain: CertificateFacts[];
}

export function fixturesIn(folder: "fixtures" | "innocent"): Fixture[] {
  const place = new URL(`./${folder}/`, import.meta.url);
  return readdirSync(place).flatMap((file) => {
    const blocks = readFileSync(new URL(file, place), "utf8").split(/^=== /m).slice(1);
    return blocks.map((block, at) => ({ file: file.replace(/\.txt$/, ""), number: at + 1, ...read(block) }));
  });
}

function read(block: string): Pick<Fixture, "expected" | "reply" | "chain"> {
  const [expected = "", ...lines] = block.trimEnd().split("\n");
  const issuers = lines.flatMap((line) => (line.startsWith("issuer ") ? [line.slice("issuer ".length)] : []));
  const rest = lines.filter((line) => !line.startsWith("issuer "));
  return {
    expected: expected.trim(),
    reply: rest[0]?.startsWith("HTTP/") ? replyOf(rest) : null,
    chain: issuers.map((issuer, at) => certificate({ subject: at ? `CN=link ${at}` : "CN=a.example.test", issuer })),
  };
}

function replyOf(lines: string[]): HttpReply {
  const [, status = "0", statusText = ""] = /^HTTP\/1\.1 (\d+) ?(.*)$/.exec(lines[0] ?? "") ?? [];
  const end = lines.indexOf("");
  const head = end < 0 ? lines.slice(1) : lines.slice(1, end);
  const body = end < 0 ? "" : lines.slice(end + 1).join("\n");
  const headers = head.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(status), statusText, headers, body: body || null, bodyBytes: Buffer.byteLength(body) };
}
