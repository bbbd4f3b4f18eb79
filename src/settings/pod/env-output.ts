// The output of `env` in a container → its variables. A value may hold anything: a line that starts no variable goes on with the one before.

import type { Place } from "../configuration.ts";

export interface Listed {
  variables: Record<string, string>;
  places: Record<string, Place>;
}

const START = /^([A-Za-z_][A-Za-z0-9_.-]*)=/;

/** True for a text whose first line that is not empty starts a variable. */
export function isEnvOutput(text: string): boolean {
  return START.test(text.trimStart().slice(0, 1000));
}

export function readEnvOutput(text: string, file: string): Listed {
  const variables: Record<string, string> = {};
  const places: Record<string, Place> = {};
  const lines = text.split("\n");
  // A file that was saved by PowerShell has a carriage return on every line; one alone belongs to a value.
  const windows = lines.slice(0, -1).every((line) => line.endsWith("\r")) && lines.length > 1;
  let name: string | null = null;
  let parts: string[] = [];
  const end = () => {
    if (name !== null) variables[name] = parts.join("\n");
  };
  for (const [index, written] of lines.entries()) {
    const line = windows && written.endsWith("\r") ? written.slice(0, -1) : written;
    const started = START.exec(line)?.[1];
    if (started === undefined) {
      // The file's last line end is no part of a value.
      if (index < lines.length - 1 || line !== "") parts.push(line);
      continue;
    }
    end();
    name = started;
    parts = [line.slice(started.length + 1)];
    places[name] = { source: file, line: index + 1, key: name };
  }
  end();
  return { variables, places };
}
