// Reads a file of trusted CA certificates.

import { X509Certificate } from "node:crypto";
import { readText } from "./file.ts";
import type { CaFile } from "./settings.ts";
import { UsageError } from "./usage-error.ts";

const BLOCK = /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * The PEM certificates of a file. Like Node.js with NODE_EXTRA_CA_CERTS it goes on without a file that cannot be
 * used, and like Node.js it stops at the first broken block; `problem` then says what is wrong.
 */
export function readCaFile(file: string, from: string): CaFile {
  let text: string;
  try {
    text = readText(file, "latin1");
  } catch (error) {
    return { file, from, certificates: [], problem: (error as Error).message };
  }
  const certificates: string[] = [];
  for (const [block] of text.matchAll(BLOCK)) {
    try {
      new X509Certificate(block);
    } catch {
      const problem = `certificate ${certificates.length + 1} in it is broken: it and what follows is ignored`;
      return { file, from, certificates, problem };
    }
    certificates.push(block);
  }
  const problem = certificates.length === 0 ? "it holds no PEM certificate (a DER file or a key is ignored)" : null;
  return { file, from, certificates, problem };
}

/** A CA file named on the command line must be usable: what was asked for cannot be left out in silence. */
export function readNamedCaFile(file: string, option: string): CaFile {
  const ca = readCaFile(file, option);
  if (ca.problem !== null) throw new UsageError(`${option} ${file}: ${ca.problem}`);
  return ca;
}
