// The time that a check may take, which starts anew where a preparation of our own comes first.

export class CheckTime {
  /** Milliseconds for what is measured. */
  readonly limitMs: number;
  readonly #preparationMs: number;
  #timer: NodeJS.Timeout | undefined;
  #timeUp: (() => void) | null = null;

  /** @param preparationMs for what comes before, until `restart` is called; none by default */
  constructor(limitMs: number, preparationMs = limitMs) {
    this.limitMs = limitMs;
    this.#preparationMs = preparationMs;
  }

  start(timeUp: () => void): void {
    this.#timeUp = timeUp;
    this.#timer = setTimeout(timeUp, this.#preparationMs);
  }

  /** The preparation is done. Nothing happens where the time is over. */
  restart(): void {
    if (!this.#timeUp) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#timeUp, this.limitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timeUp = null;
  }
}
