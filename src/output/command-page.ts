// The command line as data: what completions and the man page are written from.

export interface CommandPage {
  /** The words behind the program's name: ["config", "check"]; none for the program itself. */
  path: string[];
  description: string;
  /** As --help shows it, behind the program's name: "doctor [options]". */
  usage: string;
  arguments: { name: string; description: string; values: string[]; file: boolean }[];
  options: OptionPage[];
  /** The names of the commands under this one. */
  commands: string[];
}

export interface OptionPage {
  /** "--timeout" */
  name: string;
  /** "<seconds>" where it takes a value, else null. */
  value: string | null;
  description: string;
  /** What --help shows behind "default:", or null. */
  default: string | null;
  /** The only values that it takes; none: any. */
  values: string[];
  /** Its value is a file or folder. */
  file: boolean;
}

/** "config check" */
export function nameOf({ path }: CommandPage): string {
  return path.join(" ");
}
