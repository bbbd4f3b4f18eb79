// SQLSTATE 28000 is a host that pg_hba.conf keeps out, and also a user or a password that is refused: the server's words tell which.

/** A server that speaks another language is not understood: then it counts as what 28000 mostly is, the access list's. */
const WORDS = [
  // PostgreSQL 15 and 18 measured. Where a password is asked for, an unknown role is answered as a wrong password (28P01).
  /^role ".*" (does not exist|is not permitted to log in)$/s,
  // Redshift has no 28P01 (amazon-redshift-python-driver, issue 237); the others ask somebody else whether the password is right.
  /^(password|LDAP|PAM|RADIUS|BSD) authentication failed for user /,
];

export function refusesUser(sqlState: string | null, message: string): boolean {
  return sqlState === "28000" && WORDS.some((words) => words.test(message));
}
