// The doctor's side of a library's child process: looks names up for it, collects what it opens, and hears what came of it.

import type { ProbeContext } from "../context.ts";
import { Unmeasured } from "../prober.ts";
import { StepFailed } from "../trace.ts";
import { startChild } from "./child.ts";
import type { Allowed, Found, Job, Message, Opened, Outcome } from "./library-job.ts";

export class Conversation {
  /** Resolves with the library's name and version; rejects where its process ends before. */
  readonly loaded: Promise<string>;
  /** Rejects with a StepFailed where the process ends without one. */
  readonly outcome: Promise<Outcome>;
  onOpened: () => void = () => {};
  readonly #opened = new Map<number, Opened>();
  readonly #context: ProbeContext;
  readonly #allowed: Allowed[];

  constructor(module: URL, job: Job, env: Record<string, string>, context: ProbeContext) {
    this.#context = context;
    this.#allowed = job.allowed;
    const loaded = Promise.withResolvers<string>();
    const outcome = Promise.withResolvers<Outcome>();
    // Whoever waits may have gone by then.
    loaded.promise.catch(() => {});
    outcome.promise.catch(() => {});
    this.loaded = loaded.promise;
    this.outcome = outcome.promise;
    const child = startChild(module, job, env, context, (message) => {
      const told = message as Message;
      if ("loaded" in told) loaded.resolve(told.loaded);
      else if ("opened" in told) this.#see(told.opened);
      else if ("outcome" in told) outcome.resolve(told.outcome);
      else this.#lookUp(told.lookUp).then((found) => child.send(found));
    });
    child.died.then((words) => {
      // Without a library there is nothing to measure: our own fault, and no failure of the network.
      loaded.reject(new Unmeasured(words));
      outcome.reject(new StepFailed({ code: "client-failed", cause: context.redact(words) }));
    });
    // A library that cannot even be loaded says so by its outcome.
    outcome.promise.then(
      (ended) => {
        const words = ended.kind === "failed" ? (ended.errors[0]?.message ?? "") : "";
        loaded.reject(new Unmeasured(`the client library could not be loaded: ${words}`));
      },
      () => {},
    );
  }

  /** In the order in which they were opened. */
  get opened(): Opened[] {
    return [...this.#opened.values()];
  }

  #see(opened: Opened): void {
    this.#opened.set(opened.number, opened);
    this.onOpened();
  }

  /** A name that does not resolve ends in no connection: that the library looked it up tells where it meant to go. */
  #seeAttempt(name: string): void {
    const meant = this.#allowed.find(({ host }) => host.toLowerCase() === name);
    if (!meant) return;
    const number = this.#opened.size + 1000;
    this.#see({ ...meant, number, address: null, asked: null, reply: null, kept: null });
  }

  async #lookUp(name: string): Promise<Found> {
    try {
      return { name, addresses: await this.#context.resolver.addresses(name) };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      this.#seeAttempt(name);
      return { name, error: { code: code ?? "EAI_FAIL", message } };
    }
  }
}
