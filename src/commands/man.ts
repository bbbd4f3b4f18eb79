// The man page of this very command line: what its definitions do not say stands here.

import type { Command } from "commander";
import { type ManText, manPage } from "../output/man.ts";
import { commandPages } from "./command-pages.ts";
import { VERSION } from "./version.ts";

export function manPageOf(program: Command): string {
  return manPage(commandPages(program), { version: VERSION, ...TEXT });
}

const TEXT: Omit<ManText, "version"> = {
  exitCodes: [
    ["0", "every required check passed, and no configuration finding is an error"],
    ["1", "a required check failed, or a configuration finding is an error"],
    ["2", "bad usage or unreadable configuration: nothing was tested"],
    ["3", "incomplete: the deadline or a signal came first, and nothing had failed"],
    ["70", "a bug in carto-proxy; the report so far is still written"],
  ],
  environment: [
    [
      "HTTP_PROXY, HTTPS_PROXY, GRPC_PROXY, NO_PROXY",
      "the proxy settings, in upper and in lower case, where no file sets them",
    ],
    ["NODE_EXTRA_CA_CERTS", "a file of CAs to trust besides the public ones"],
    ["NODE_TLS_REJECT_UNAUTHORIZED", "0 turns the verification of certificates off, as it does for CARTO"],
    ["NO_COLOR", "no colour"],
  ],
  files: [
    [
      ".env, customer.env",
      "the files of CARTO's compose project, read where they are found: in the working directory, in carto-selfhosted there, in the home folder and in /opt, and in /opt/carto",
    ],
  ],
};
