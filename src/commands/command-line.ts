// The command line as a report may keep it: URLs lose their credentials.

import { maskCredentials } from "../settings/proxy-url.ts";

export function printableCommand(argv: string[]): string[] {
  return argv.map((argument) => (argument.includes("@") ? maskCredentials(argument) : argument));
}
