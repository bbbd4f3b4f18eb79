// The end of a run from outside: its deadline, SIGINT or SIGTERM. All end it the same way, by one AbortSignal with the reason.

export interface Interruption extends Disposable {
  signal: AbortSignal;
}

export function runLimit(deadlineSeconds: number): Interruption {
  const controller = new AbortController();
  const end = (reason: string) => controller.abort(new Error(reason));
  const timer = setTimeout(() => end(`the deadline of ${deadlineSeconds} s was reached`), deadlineSeconds * 1000);
  const onSignal = (name: NodeJS.Signals) => end(`interrupted by ${name}`);
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
    },
  };
}
