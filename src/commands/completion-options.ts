// The argument of carto-proxy completion.

import { Argument, type Command } from "commander";
import { shellNames } from "../output/completion/completion.ts";

export function addCompletionOptions(command: Command): Command {
  return command.addArgument(new Argument("<shell>", "the shell to complete in").choices([...shellNames]));
}
