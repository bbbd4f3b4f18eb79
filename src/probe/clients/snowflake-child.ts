// The child process: one login with snowflake-sdk, and `select 1` where there are credentials. Started by snowflake.ts alone.

import { runInChild } from "./child/in-child.ts";
import type { Outcome } from "./library-job.ts";
import type { SnowflakeDetail } from "./snowflake.ts";

/** Nobody's: Snowflake refuses it, as a wrong password of anybody's, and locks no account for it. */
const MADE_UP = { username: "CARTO_PROXY_PROBE", password: "carto-proxy-probe" };

runInChild<SnowflakeDetail>(async (detail, loaded) => {
  const { default: snowflake } = await import("snowflake-sdk");
  const { default: library } = await import("snowflake-sdk/package.json", { with: { type: "json" } });
  snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });
  loaded(`snowflake-sdk ${library.version}`);
  const { host, port, database, parameters, user } = detail;
  const connection = snowflake.createConnection({
    ...parameters,
    ...(database === null ? {} : { database }),
    account: host.split(".")[0] ?? host,
    accessUrl: `https://${host}:${port}`,
    ...credentialsOf(detail),
    // Seven tries in five minutes otherwise.
    sfRetryMaxLoginRetries: 0,
    application: "carto_proxy",
  } as Parameters<typeof snowflake.createConnection>[0]);
  const refusal = await new Promise<unknown>((resolve) => connection.connect(resolve));
  if (refusal) return settle(refusal, user !== null);
  await new Promise<void>((resolve, reject) => {
    connection.execute({ sqlText: "select 1", complete: (failure) => (failure ? reject(failure) : resolve()) });
  });
  return { kind: "reached", answer: "logged in" };
});

function credentialsOf({ user, password, key }: SnowflakeDetail) {
  if (user === null) return MADE_UP;
  if (key !== null) return { username: user, authenticator: "SNOWFLAKE_JWT", privateKey: key };
  return { username: user, password: password ?? "" };
}

/** Only Snowflake's own JSON makes an OperationFailedError: a proxy's page with the same status does not. */
function settle(refusal: unknown, isReal: boolean): Outcome {
  const { name, code, message } = Object(refusal) as { name?: string; code?: unknown; message?: string };
  if (name !== "OperationFailedError") throw refusal;
  const words = message ?? "";
  if (!isReal) return { kind: "reached", answer: `Snowflake error ${String(code)}: ${words}` };
  return { kind: "rejected", errorCode: String(code), message: words };
}
