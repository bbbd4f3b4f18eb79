// Collects the record of each step while a check runs, so that a check which is cut short keeps what was seen until then.

import type { Failure, Phase, PhaseRecord } from "./observation.ts";

export type FactsOf<P extends Phase> = Extract<PhaseRecord, { phase: P }>["facts"];

/** Thrown to end a step, and with it the check. */
export class StepFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.cause}`);
    this.failure = failure;
  }
}

/** The step that is under way, for the code inside it. */
export interface CurrentStep {
  /** What it waits for, e.g. "answer to CONNECT": the words of its failure when its time is up. */
  waitingFor: string;
  /**
   * Set once the result is certain although the step still gathers facts (the rest of a body, what stands on the proxy's port): a
   * cut then records this instead of `timed-out`. `ok` only in a check's last step.
   */
  conclusion: "ok" | Failure | null;
}

class OpenStep implements CurrentStep {
  readonly phase: Phase;
  readonly facts: object;
  waitingFor = "answer";
  readonly #startedAt = performance.now();
  readonly #lateAtStart: number;
  readonly #late: () => number;
  #conclusion: CurrentStep["conclusion"] = null;
  #concludedAt: number | null = null;
  #lateAtConclusion: number | null = null;

  constructor(phase: Phase, facts: object, late: () => number) {
    this.phase = phase;
    this.facts = facts;
    this.#late = late;
    this.#lateAtStart = late();
  }

  get conclusion(): CurrentStep["conclusion"] {
    return this.#conclusion;
  }

  set conclusion(conclusion: CurrentStep["conclusion"]) {
    this.#conclusion = conclusion;
    this.#concludedAt = conclusion === null ? null : performance.now();
    this.#lateAtConclusion = conclusion === null ? null : this.#late();
  }

  /** Until its result was certain: what it gathered afterwards says nothing about the network. */
  get ms(): number {
    return Math.round(((this.#concludedAt ?? performance.now()) - this.#startedAt) * 10) / 10;
  }

  get delayedMs(): number {
    return Math.round((this.#lateAtConclusion ?? this.#late()) - this.#lateAtStart);
  }
}

/** Below this a delay is everyday life, and no word about it is needed. */
const DELAY_WORTH_TELLING_MS = 50;

export class Trace {
  readonly #done: PhaseRecord[] = [];
  readonly #redact: (text: string) => string;
  readonly #late: () => number;
  #open: OpenStep | null = null;
  #closed = false;

  /** @param late milliseconds that this process was late since some moment, see loop-delay.ts */
  constructor(redact: (text: string) => string = (text) => text, late: () => number = () => 0) {
    this.#redact = redact;
    this.#late = late;
  }

  /**
   * Runs one step and records it. `facts` is filled in by `run` as it learns them (they survive a cut). Returns what `run` returns.
   * A StepFailed is recorded and thrown on; any other error is thrown on without a record.
   */
  async step<P extends Phase, T>(phase: P, facts: FactsOf<P>, run: (step: CurrentStep) => Promise<T>): Promise<T> {
    if (this.#closed) throw new Error("the check has ended");
    const open = new OpenStep(phase, facts, this.#late);
    this.#open = open;
    try {
      const value = await run(open);
      this.#record(open, null);
      return value;
    } catch (error) {
      if (error instanceof StepFailed) this.#record(open, error.failure);
      throw error;
    }
  }

  /**
   * The check's own time is up: the step under way fails, with the facts known so far.
   * @returns false where no step was under way.
   */
  timeOut(afterMs: number): boolean {
    const open = this.#open;
    if (!open) return false;
    const timedOut: Failure = { code: "timed-out", cause: `timed out: no ${open.waitingFor} within ${afterMs} ms` };
    this.#conclude(open, open.conclusion ?? timedOut);
    return true;
  }

  /**
   * The run has ended: the step under way is left out, unless its result is certain already.
   * @returns whether the check is concluded all the same.
   */
  cut(): boolean {
    const open = this.#open;
    if (!open?.conclusion) return false;
    this.#conclude(open, open.conclusion);
    return true;
  }

  /** Takes over a step that was measured elsewhere, judged anew. */
  adopt(record: PhaseRecord): void {
    if (!this.#closed) this.#done.push(record);
  }

  /** Records this in place of the step that is under way: what failed was another phase than the one that was waited in. */
  instead(record: PhaseRecord): void {
    const ms = this.#open?.ms ?? 0;
    this.#open = null;
    this.adopt({ ...record, ms });
  }

  /** Ends the trace: a copy of all records, which nothing that still runs can change. */
  close(): PhaseRecord[] {
    this.#closed = true;
    this.#open = null;
    return structuredClone(this.#done);
  }

  #conclude(open: OpenStep, conclusion: "ok" | Failure): void {
    this.#record(open, conclusion === "ok" ? null : conclusion);
  }

  #record(open: OpenStep, failure: Failure | null): void {
    if (this.#open !== open || this.#closed) return;
    this.#open = null;
    const { delayedMs } = open;
    const delay = delayedMs >= DELAY_WORTH_TELLING_MS ? { delayedMs } : {};
    const record = { phase: open.phase, ms: open.ms, ...delay, ok: failure === null, facts: open.facts };
    const told = failure && { code: failure.code, cause: this.#redact(failure.cause).slice(0, 300) };
    this.#done.push((told ? { ...record, failure: told } : record) as PhaseRecord);
  }
}
