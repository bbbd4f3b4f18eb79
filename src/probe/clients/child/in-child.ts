// The child's side: takes its job, watches the library's sockets, runs it, tells what came of it, and ends.

import tls from "node:tls";
import type { Job, LibraryError, Message, Outcome } from "../library-job.ts";
import { leaveAddressesOutOfServerNames } from "./address-as-servername.ts";
import { findNamesByParent } from "./names.ts";
import { recordSockets } from "./recorder.ts";

/** Says that the library is loaded: `by` is its name and version. */
export type Loaded = (by: string) => void;

/** Runs one library once. What it throws is a failure, described by its chain of causes. */
export function runInChild<Detail>(run: (detail: Detail, loaded: Loaded) => Promise<Outcome>): void {
  const tell = (message: Message) => process.send?.(message);
  process.once("disconnect", () => process.exit());
  // A library that throws where nobody listens has failed, and must still be heard.
  process.once("uncaughtException", (error) => end({ kind: "failed", errors: chainOf(error) }));
  process.once("unhandledRejection", (error) => end({ kind: "failed", errors: chainOf(error) }));
  process.once("message", (job: Job<Detail>) => {
    // Before any module captures its own reference to them.
    const addressesOf = findNamesByParent(job.allowed, tell);
    recordSockets(job.allowed, addressesOf, tell);
    leaveAddressesOutOfServerNames();
    if (job.roots) trust(job.roots);
    run(job.detail, (by) => tell({ loaded: by })).then(end, (error: unknown) => {
      end({ kind: "failed", errors: chainOf(error) });
    });
  });
}

function end(outcome: Outcome): void {
  process.send?.({ outcome } satisfies Message, () => process.exit());
}

/** NODE_EXTRA_CA_CERTS was read, or not, when this process started. */
function trust(roots: string[]): void {
  tls.setDefaultCACertificates([...roots, ...tls.getCACertificates("extra")]);
}

const MOST_CAUSES = 6;

/** An AggregateError (all addresses of a name failed) is told by its first. */
export function chainOf(error: unknown): LibraryError[] {
  const chain: LibraryError[] = [];
  for (let each: unknown = error; each !== undefined && each !== null && chain.length < MOST_CAUSES; ) {
    const { message, code, errno, syscall, cause, errors } = Object(each) as Record<string, unknown>;
    chain.push({
      // An AxiosError can do without.
      message: each instanceof Error ? String(message ?? each.name) : String(each),
      code: typeof code === "string" || typeof code === "number" ? String(code) : null,
      errno: typeof errno === "number" ? errno : null,
      syscall: typeof syscall === "string" ? syscall : null,
    });
    each = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return chain;
}
