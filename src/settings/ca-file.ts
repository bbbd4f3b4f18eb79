// Reads a file of trusted CA certificates.

import { X509Certificate } from "node:crypto";
import type { Place } from "./configuration.ts";
import { readBounded } from "./file.ts";
import type { CaFacts, CaFile } from "./settings.ts";
import { UsageError } from "./usage-error.ts";

const BLOCK = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const START = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/g;
const MOST_BYTES = 8 * 1024 * 1024;

/** What a file holds, and what is wrong with it: Node.js goes on without it, or without what follows a broken block. */
export interface CaContent {
  certificates: string[];
  problem: string | null;
  facts: Omit<CaFacts, "from" | "readAt" | "containerPath">;
}

/**
 * The PEM certificates of a file. Like Node.js with NODE_EXTRA_CA_CERTS it goes on without a file that cannot be
 * used, and like Node.js it stops at the first broken block; `problem` then says what is wrong.
 */
export function readCaFile(file: string, from: string): CaFile {
  const { certificates, problem } = readCaContent(file);
  return { file, from, certificates, problem };
}

/** The same, with all that a rule needs to know of it. */
export function readJudgedCaFile(file: string, from: string, place: Place, containerPath: string | null): CaFile {
  return judged(file, from, readCaContent(file), place, containerPath);
}

export function judged(
  file: string,
  from: string,
  { certificates, problem, facts }: CaContent,
  place: Place,
  containerPath: string | null,
): CaFile {
  const readAt = new Date().toISOString();
  return { file, from, certificates, problem, facts: { from: place, readAt, containerPath, ...facts } };
}

/** A CA file named on the command line must be usable: what was asked for cannot be left out in silence. */
export function readNamedCaFile(file: string, option: string): CaFile {
  const ca = readCaFile(file, option);
  if (ca.problem !== null) throw new UsageError(`${option} ${file}: ${ca.problem}`);
  return ca;
}

export function unusable(state: CaFacts["state"], problem: string): CaContent {
  return { certificates: [], problem, facts: { state, brokenBlock: null, privateKey: false, certificates: [] } };
}

function readCaContent(file: string): CaContent {
  try {
    const bytes = readBounded(file, MOST_BYTES);
    if (bytes === null) return unusable("unreadable", `it has more than ${MOST_BYTES / 1024 / 1024} MB`);
    return caContent(bytes);
  } catch (error) {
    const { message } = error as Error;
    return unusable(message.includes("no such file") ? "absent" : "unreadable", message);
  }
}

export function caContent(bytes: Buffer): CaContent {
  const text = bytes.toString("latin1");
  const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text);
  const certificates: string[] = [];
  const described: CaFacts["certificates"] = [];
  const result = (state: CaFacts["state"], problem: string | null, brokenBlock: number | null = null): CaContent => ({
    certificates,
    problem,
    facts: { state, brokenBlock, privateKey, certificates: described },
  });
  const broken = () => {
    const number = certificates.length + 1;
    return result("broken-block", `certificate ${number} in it is broken: it and what follows is ignored`, number);
  };
  for (const [block] of text.matchAll(BLOCK)) {
    const certificate = parsed(block);
    if (certificate === null) return broken();
    certificates.push(block);
    described.push(describe(certificate));
  }
  if ((text.match(START)?.length ?? 0) > certificates.length) return broken();
  if (certificates.length > 0) return result("ok", null);
  const der = bytes[0] === 0x30 && parsed(bytes) !== null;
  return result(der ? "der" : "no-certificate", "it holds no PEM certificate (a DER file or a key is ignored)");
}

function parsed(certificate: string | Buffer): X509Certificate | null {
  try {
    return new X509Certificate(certificate);
  } catch {
    return null;
  }
}

function describe(certificate: X509Certificate): CaFacts["certificates"][number] {
  const { subject, issuer, validFrom, validTo, ca } = certificate;
  const name = (text: string | undefined) => (text ?? "").replaceAll("\n", ", ").slice(0, 300);
  const date = (text: string) => new Date(text).toISOString();
  return { subject: name(subject), issuer: name(issuer), validFrom: date(validFrom), validTo: date(validTo), ca };
}
