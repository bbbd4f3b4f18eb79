#!/usr/bin/env -S node --
// "--", since Node.js takes an --env-file for itself wherever it stands, and ends with 9 where the file is absent.
// The entry: checks the Node.js version before anything newer is loaded, then runs the command and sets the exit code.

const NEEDED = [22, 19] as const;

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(`carto-proxy needs Node.js ${NEEDED.join(".")} or newer; this is ${process.version}\n`);
  process.exitCode = 2;
} else {
  const { main } = await import("./commands/main.ts");
  process.exitCode = await main(process.argv.slice(2));
}

export {};
