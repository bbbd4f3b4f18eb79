// What was started and must be stopped again: in reverse order, whatever of it failed, and also when starting fails halfway.

export class Teardown {
  readonly #starting: Promise<unknown>[] = [];
  readonly #stops: (() => Promise<void>)[] = [];
  #done: Promise<void> | null = null;

  /** Gives `starting` back; once it is there, `stop` belongs to the teardown. */
  keep<T>(starting: Promise<T>, stop: (started: T) => Promise<void>): Promise<T> {
    const kept = starting.then((started) => {
      this.#stops.push(() => stop(started));
      return started;
    });
    this.#starting.push(kept.catch(() => {}));
    return kept;
  }

  /** Waits for what is still starting, then stops all. The second call waits for the first. Throws the first failure at the end. */
  run(): Promise<void> {
    this.#done ??= this.#stopAll();
    return this.#done;
  }

  async #stopAll(): Promise<void> {
    await Promise.all(this.#starting);
    const failures: unknown[] = [];
    for (const stop of this.#stops.reverse()) await stop().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
