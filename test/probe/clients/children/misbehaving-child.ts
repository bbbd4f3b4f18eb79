// A client library that misbehaves in the way that it is told.

import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { runInChild } from "../../../../src/probe/clients/child/in-child.ts";

export interface Misbehaviour {
  how:
    | "storms"
    | "goes-elsewhere"
    | "never-settles"
    | "writes-files"
    | "throws-aside"
    | "never-loads"
    | "dies"
    | "dies-early"
    | "is-noisy";
  proxy: number;
}

const opened = (options: { host: string; port: number }) =>
  new Promise<string>((resolve) => {
    const socket = connect(options, () => {
      socket.destroy();
      resolve("connected");
    });
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(`${error.code}: ${error.message}`));
  });

runInChild<Misbehaviour>(async ({ how, proxy }, loaded) => {
  if (how === "never-loads") await new Promise(() => setInterval(() => {}, 1000));
  if (how === "dies-early") process.exit(4);
  loaded("a library 1.0");
  const own = { host: "127.0.0.1", port: proxy };
  switch (how) {
    case "storms": {
      const ends = [];
      for (let at = 0; at < 30; at++) ends.push(await opened(own));
      return { kind: "reached", answer: ends.filter((end) => end === "connected").length.toString() };
    }
    case "goes-elsewhere": {
      const literal = await opened({ host: "169.254.169.254", port: 80 });
      const named = await opened({ host: "metadata.google.internal", port: 80 });
      return { kind: "reached", answer: `${literal} | ${named}` };
    }
    case "never-settles":
      return new Promise(() => setInterval(() => {}, 1000));
    case "writes-files":
      writeFileSync("stray.log", "a line");
      writeFileSync(`${process.env.HOME}/cache`, "more");
      return { kind: "reached", answer: process.cwd() };
    case "throws-aside":
      setTimeout(() => {
        throw Object.assign(new Error("thrown where nobody listens"), { code: "E_ASIDE" });
      }, 10);
      return new Promise(() => setInterval(() => {}, 1000));
    case "dies":
      return process.exit(3);
    case "is-noisy":
      process.stdout.write("a line for nobody\n".repeat(20_000));
      return { kind: "reached", answer: "done" };
  }
  throw new Error("unknown");
});
