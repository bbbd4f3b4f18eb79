// The authentication that a PostgreSQL server asks for, by the code in its first "R" message.

const METHODS: Record<number, string> = {
  2: "kerberos-v5",
  3: "cleartext",
  5: "md5",
  7: "gss",
  9: "sspi",
  10: "sasl",
};

/** e.g. "scram-sha-256"; null for AuthenticationOk: the server lets the user in without a password. */
export function authMethod(body: Buffer): string | null {
  const code = body.length >= 4 ? body.readInt32BE(0) : -1;
  if (code === 0) return null;
  if (code !== 10) return METHODS[code] ?? `unknown (${code})`;
  const mechanisms = body.subarray(4).toString("latin1").split("\0").filter(Boolean);
  if (mechanisms.some((name) => name.startsWith("SCRAM-SHA-256"))) return "scram-sha-256";
  const known = mechanisms.filter((name) => /^[A-Z0-9_-]{1,20}$/.test(name)).map((name) => name.toLowerCase());
  return known.length > 0 ? known.join(", ") : "sasl";
}
