// How late this process is: timers that fire late tell of a busy process or of a machine that gave it no processor.

const TICK_MS = 20;
const TOLERANCE_MS = 5;

/** What a slow network would otherwise be blamed for: see slow-path among the rules. */
export class LoopDelay {
  #total = 0;
  #expectedAt = performance.now() + TICK_MS;
  readonly #timer = setInterval(() => this.#note(), TICK_MS).unref();

  /** Milliseconds since the start in which this process did not run when it should have. */
  total(): number {
    return this.#total + this.#overdue();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #note(): void {
    this.#total += this.#overdue();
    this.#expectedAt = performance.now() + TICK_MS;
  }

  #overdue(): number {
    const late = performance.now() - this.#expectedAt;
    return late > TOLERANCE_MS ? late : 0;
  }
}
