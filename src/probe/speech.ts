// What protocol somebody speaks, judged by the first bytes that they send.

import type { Speech } from "./observation.ts";

/** How many first bytes are worth keeping: more than are shown, so that a secret among them is found whole. */
export const FIRST_BYTES = 1024;

/** A TLS record: type 20 to 24, then the major version 3 (RFC 8446 §5.1). Fewer bytes are judged by what is there. */
export function isTls(bytes: Buffer): boolean {
  const [type, major] = bytes;
  return type !== undefined && type >= 20 && type <= 24 && (major === undefined || major === 3);
}

export function speechOf(bytes: Buffer, redact: (text: string) => string): Speech {
  return { protocol: protocolOf(bytes), firstBytes: redact(printable(bytes.subarray(0, FIRST_BYTES))).slice(0, 80) };
}

function protocolOf(bytes: Buffer): Speech["protocol"] {
  if (bytes.length === 0) return "nothing";
  if (bytes.length >= 2 && isTls(bytes)) return "tls";
  const text = bytes.subarray(0, 64).toString("latin1");
  if (/^HTTP\/\d/.test(text) || /^\s*<(!doctype html|html|head|\?xml)/i.test(text)) return "http";
  if (text.startsWith("SSH-")) return "ssh";
  if (/^220[ -]/.test(text)) return "smtp-or-ftp";
  // An ErrorResponse: "E", a length of a few thousand bytes at most, then its first field, the severity.
  if (text[0] === "E" && text[5] === "S" && bytes.length > 5 && bytes.readUInt32BE(1) < 4096) return "postgres";
  return "other";
}

function printable(bytes: Buffer): string {
  const text = bytes.toString("latin1").replace(/\r\n|\r|\n/g, " ");
  return text.replace(/[^\x20-\x7e]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`).trimEnd();
}
