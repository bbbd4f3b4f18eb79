// Mints the lab's certificates with openssl: a CA that plays the public ones, and a private CA for the proxy.

import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CERTS } from "./paths.ts";

export function mintAuthority(name: string, commonName: string): void {
  if (existsSync(join(CERTS, `${name}.crt`))) return;
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "3650",
    "-subj",
    `/O=carto-proxy lab/CN=${commonName}`,
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.crt`,
  );
}

/** Minted anew each time: the names may have changed. */
export function mintServer(name: string, names: string[], authority: string): void {
  writeFileSync(
    join(CERTS, `${name}.ext`),
    [
      "basicConstraints=critical,CA:FALSE",
      "extendedKeyUsage=serverAuth",
      `subjectAltName=${names.map((each) => `DNS:${each}`).join(",")}`,
    ].join("\n"),
  );
  openssl(
    "req",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-subj",
    `/O=carto-proxy lab/CN=${name}`,
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.csr`,
  );
  openssl(
    "x509",
    "-req",
    "-days",
    "30",
    "-in",
    `${name}.csr`,
    "-extfile",
    `${name}.ext`,
    "-CA",
    `${authority}.crt`,
    "-CAkey",
    `${authority}.key`,
    "-CAcreateserial",
    "-out",
    `${name}.crt`,
  );
}

/** One line of a password file as Squid's basic_ncsa_auth reads it. */
export function passwordLine(user: string, password: string): string {
  const hash = execFileSync("openssl", ["passwd", "-apr1", "-stdin"], { input: password, encoding: "utf8" });
  return `${user}:${hash.trim()}\n`;
}

function openssl(...args: string[]): void {
  execFileSync("openssl", args, { cwd: CERTS, stdio: ["ignore", "ignore", "pipe"] });
}
