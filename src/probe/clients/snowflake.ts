// Snowflake's driver: it detects clouds, writes logs and retries for minutes unless it is told not to, and asks for revocation on port 80.

import { ocspHost } from "../../plan/warehouse-checks.ts";
import { childModule, library } from "./library.ts";

export interface SnowflakeDetail {
  host: string;
  port: number;
  user: string | null;
  password: string | null;
  /** A private key (PEM), for key-pair authentication; null: by password. */
  key: string | null;
  database: string | null;
  /** Of the URL: warehouse, role, schema. */
  parameters: Record<string, string>;
}

export const snowflake = library<SnowflakeDetail>({
  child: childModule(import.meta.url, "snowflake-child"),
  waitingFor: "answer to a login with snowflake-sdk",
  besides: ({ host }) => [{ host: ocspHost(host), port: 80 }],
  env: { SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true" },
  detail: ({ host, port, warehouse }, { settings }) => {
    const configured = settings.warehouses[warehouse?.index ?? -1];
    return {
      host,
      port,
      user: configured?.credentials?.user.reveal() ?? null,
      password: configured?.credentials?.password.reveal() ?? null,
      key: configured?.key?.reveal() ?? null,
      database: configured?.database ?? null,
      parameters: configured?.parameters ?? {},
    };
  },
});
