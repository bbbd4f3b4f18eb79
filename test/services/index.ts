// Which fake service answers for which host, first match first. A host of none gets what the server in front of them says.

import type { Accounts } from "./accounts.ts";
import { auth0 } from "./auth0.ts";
import { bigquery } from "./bigquery.ts";
import { databricks } from "./databricks.ts";
import { googleToken } from "./google-token.ts";
import { pubsub } from "./pubsub.ts";
import { registry } from "./registry.ts";
import { s3 } from "./s3.ts";
import type { Answered, Asked, Service } from "./service.ts";
import { snowflake } from "./snowflake.ts";
import { snowflakeOcsp } from "./snowflake-ocsp.ts";

export function services(accounts: Accounts): (asked: Asked) => Answered | null {
  const table: [host: RegExp, service: Service][] = [
    [/^auth\.carto\.com$/, auth0],
    [/^oauth2\.googleapis\.com$/, googleToken(accounts)],
    [/^bigquery\.googleapis\.com$/, bigquery(accounts)],
    [/^pubsub\./, pubsub(accounts)],
    [/^(sfc-repo|ocsp)\.|^ocsp\..+\.snowflakecomputing\.com$/, snowflakeOcsp],
    [/\.snowflakecomputing\.com$/, snowflake(accounts)],
    [/\.(cloud\.databricks\.com|azuredatabricks\.net)$/, databricks(accounts)],
    [/^(registry-1\.docker\.io|registry\.self-hosted\.carto\.com|gcr\.io)$/, registry],
    [/^s3\.[a-z0-9-]+\.amazonaws\.com$/, s3],
  ];
  return (asked) => table.find(([host]) => host.test(asked.host))?.[1](asked) ?? null;
}
