// What passes between the doctor and the child process that runs a client library: its job, what it sees, what came of it. JSON by IPC.

/** An address that the check may open a connection to. Everything else is kept from the library. */
export interface Allowed {
  /** As the library would name it: a name, or an address without brackets. */
  host: string;
  port: number;
  role: "proxy" | "target";
}

export interface Job<Detail = unknown> {
  allowed: Allowed[];
  /** PEM certificates to trust instead of the public roots that Node.js bundles; null: those. */
  roots: string[] | null;
  detail: Detail;
}

/** A connection that the library opened, or wanted to: told when it is opened, and again whenever more is known of it. */
export interface Opened {
  number: number;
  host: string;
  port: number;
  role: Allowed["role"] | null;
  /** The address that it was connected to, or null. */
  address: string | null;
  /** The first line that was sent to a proxy, without the version: "CONNECT api.example:443". */
  asked: string | null;
  /** The head of the proxy's answer and the start of its body, base64; at most 16 KiB. Null where none came. */
  reply: string | null;
  kept: "not-planned" | "too-many" | null;
}

/** What is worth keeping of an Error, and of those that caused it: outermost first. */
export interface LibraryError {
  message: string;
  code: string | null;
  errno: number | null;
  syscall: string | null;
}

export type Outcome =
  /** The service itself answered: `answer` says how that is known. */
  | { kind: "reached"; answer: string }
  /** It answered, and does not accept the credentials. */
  | { kind: "rejected"; errorCode: string | null; message: string }
  | { kind: "failed"; errors: LibraryError[] };

/** From the child. */
export type Message =
  /** The library is loaded, by name and version: from here on time counts. */
  { loaded: string } | { lookUp: string } | { opened: Opened } | { outcome: Outcome };

/** To the child, after the job. */
export type Found = { name: string } & ({ addresses: string[] } | { error: { code: string; message: string } });
