// Runs a client library for a check of kind "client", in a child process whose environment is CARTO's, and records where it really went.

import type { Check } from "../../plan/check.ts";
import type { ProbeContext } from "../context.ts";
import type { Failure, LoginFacts } from "../observation.ts";
import type { Prober } from "../prober.ts";
import { StepFailed, type Trace } from "../trace.ts";
import { allowedFor } from "./allowed.ts";
import { libraryEnvironment } from "./child.ts";
import { Conversation } from "./conversation.ts";
import { failureOfLibrary } from "./library-failure.ts";
import type { LibraryError } from "./library-job.ts";
import { refusedTunnel, unansweredTunnel, unreachedProxy } from "./refused-tunnel.ts";
import { wayOf } from "./way.ts";

export interface LibraryClient<Detail> {
  /** The module that the child process runs. */
  child: URL;
  waitingFor: string;
  detail(check: Check, context: ProbeContext): Detail;
  /** Targets that the library speaks to besides the check's own. */
  besides?: (check: Check) => { host: string; port: number }[];
  /** What a library of a protocol of its own says by its errors; absent, or null: what such errors say everywhere. */
  told?: (errors: LibraryError[], detail: Detail, redact: (text: string) => string) => Told | null;
  /** What the child's environment has besides the variables of the proxy and of trust. */
  env?: Record<string, string>;
}

export interface Told {
  failure: Failure;
  /** Redacted. */
  message: string;
  errorCode: string | null;
}

/** The compiler rewrites the endings of imports, not of URLs. */
export function childModule(importer: string, name: string): URL {
  return new URL(`./${name}${importer.endsWith(".ts") ? ".ts" : ".js"}`, importer);
}

export function library<Detail>(client: LibraryClient<Detail>): Prober {
  return async (check, context, trace) => {
    const { settings } = context;
    const detail = client.detail(check, context);
    const job = {
      allowed: allowedFor([check, ...(client.besides?.(check) ?? [])], settings),
      roots: settings.publicRoots?.certificates ?? null,
      detail,
    };
    const env = { ...libraryEnvironment(settings), ...client.env };
    const conversation = new Conversation(client.child, job, env, context);
    // While the library is being loaded nothing is measured yet: a check that ends here is unknown, whoever is slow.
    const by = await conversation.loaded;
    context.restart?.();
    const told = (errors: LibraryError[]): Told =>
      client.told?.(errors, detail, context.redact) ?? generally(errors, context.redact);
    await measure({ by, waitingFor: client.waitingFor, told }, check, conversation, context, trace);
  };
}

interface Loaded {
  /** The library's name and version. */
  by: string;
  waitingFor: string;
  told: (errors: LibraryError[]) => Told;
}

async function measure(
  { by, waitingFor, told }: Loaded,
  check: Check,
  conversation: Conversation,
  context: ProbeContext,
  trace: Trace,
): Promise<void> {
  const facts: LoginFacts = { by, errorCode: null, message: null, ways: [] };
  const see = () => {
    facts.ways = conversation.opened.map((opened) => wayOf(opened, context));
  };
  conversation.onOpened = see;
  see();
  await trace.step("login", facts, async (step) => {
    step.waitingFor = waitingFor;
    const outcome = await conversation.outcome;
    const refused = refusedTunnel(conversation.opened, check, context);
    if (refused) {
      trace.instead(refused);
      throw new StepFailed(refused.failure);
    }
    if (outcome.kind === "reached") {
      facts.answer = context.redact(outcome.answer).slice(0, 300);
      return;
    }
    if (outcome.kind === "rejected") {
      facts.errorCode = outcome.errorCode;
      facts.message = context.redact(outcome.message).slice(0, 300);
      throw new StepFailed({ code: "login-failed", cause: facts.message });
    }
    const { failure, message, errorCode } = told(outcome.errors);
    facts.errorCode = errorCode;
    facts.message = message.slice(0, 300);
    const words = { ...failure, cause: facts.message };
    const { opened } = conversation;
    const sooner = unreachedProxy(opened, words) ?? unansweredTunnel(opened, check, words);
    if (sooner) trace.instead(sooner);
    throw new StepFailed(sooner?.failure ?? failure);
  });
}

function generally(errors: LibraryError[], redact: (text: string) => string): Told {
  const failure = failureOfLibrary(errors);
  return { failure, message: redact(failure.cause), errorCode: null };
}
