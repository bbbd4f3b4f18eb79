import { expect, test } from "vitest";
import type { Speech } from "../../src/probe/observation.ts";
import { isTls, speechOf } from "../../src/probe/speech.ts";

test.each<[string, Speech["protocol"], string]>([
  ["", "nothing", ""],
  ["HTTP/1.1 400 Bad Request\r\nServer: x\r\n", "http", "HTTP/1.1 400 Bad Request Server: x"],
  ["<!DOCTYPE html><html>", "http", "<!DOCTYPE html><html>"],
  ["\x15\x03\x01\x00\x02\x02\x46", "tls", "\\x15\\x03\\x01\\x00\\x02\\x02F"],
  ["\x16\x03\x03\x00\x7a\x02", "tls", "\\x16\\x03\\x03\\x00z\\x02"],
  ["SSH-2.0-OpenSSH_9.2p1\r\n", "ssh", "SSH-2.0-OpenSSH_9.2p1"],
  ["220 mail.example.com ESMTP\r\n", "smtp-or-ftp", "220 mail.example.com ESMTP"],
  ["220-welcome\r\n", "smtp-or-ftp", "220-welcome"],
  ["E\x00\x00\x00\x51SFATAL\x00C28000\x00", "postgres", "E\\x00\\x00\\x00QSFATAL\\x00C28000\\x00"],
  ["Every good boy", "other", "Every good boy"],
  ["H", "other", "H"],
])("%j", (bytes, protocol, firstBytes) => {
  expect(speechOf(Buffer.from(bytes, "latin1"), (text) => text)).toEqual({ protocol, firstBytes });
});

test("redacted before it is shortened", () => {
  const bytes = Buffer.from(`${"x".repeat(75)}secret`);
  const { firstBytes } = speechOf(bytes, (text) => text.replace("secret", "[redacted]"));
  expect(firstBytes).toBe(`${"x".repeat(75)}[reda`);
});

test("a TLS record is told by its first bytes", () => {
  expect(isTls(Buffer.from([22, 3, 1]))).toBe(true);
  expect(isTls(Buffer.from([21]))).toBe(true);
  expect(isTls(Buffer.from("HTTP"))).toBe(false);
  expect(isTls(Buffer.from([22, 4]))).toBe(false);
});
