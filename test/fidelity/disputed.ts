// Where the doctor says something else than the real library, and it is not settled who is right: each must really differ.

import type { LibraryName } from "./job.ts";

const SNOWFLAKE =
  "CARTO's documentation says that Snowflake does not support an HTTPS proxy, so that our own probe goes direct; snowflake-sdk 3.3 does";

/** By scenario, then library: why. */
export const disputed: Record<string, Partial<Record<LibraryName, string>>> = {
  "HTTPS proxy with a private CA, Snowflake not excluded": { snowflake: SNOWFLAKE },
};
