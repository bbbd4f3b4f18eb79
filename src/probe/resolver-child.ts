// Looks names up in a process of its own: one that hangs can be killed, and holds up neither other names nor the end of the run.

import { lookup } from "node:dns";
import type { Answer } from "./resolver.ts";

// getaddrinfo blocks a thread of the pool for as long as a name server is silent, and four are the default. Read at the first use.
process.env.UV_THREADPOOL_SIZE = "64";

// At Ctrl-C the terminal tells the whole process group; only the parent decides when this one ends.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));

process.on("message", (name: string) => {
  lookup(name, { all: true, verbatim: true }, (error, all) => {
    const answer: Answer = error
      ? { name, error: { code: error.code ?? "", message: error.message } }
      : { name, addresses: [...new Set(all.map((one) => one.address))] };
    process.send?.(answer);
  });
});
