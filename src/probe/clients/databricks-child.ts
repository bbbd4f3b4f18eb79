// The child process: `select 1` with @databricks/sql, or one direct request where it is not installed. Started by databricks.ts alone.

import { runInChild } from "./child/in-child.ts";
import type { DatabricksDetail } from "./databricks.ts";
import type { Outcome } from "./library-job.ts";

const MADE_UP = "carto-proxy-probe";
/** With a token that is not accepted; the driver hands the status on and nothing else. */
const REFUSED = [401, 403];

runInChild<DatabricksDetail>(async (detail, loaded) => {
  const driver = await import("@databricks/sql").catch(() => null);
  if (driver === null) return withoutDriver(detail, loaded);
  const { default: library } = await import("@databricks/sql/package.json", { with: { type: "json" } });
  loaded(`@databricks/sql ${library.version}`);
  const { host, port, path, token } = detail;
  const client = new driver.DBSQLClient({ logger: { log: () => {} } } as never);
  try {
    await client.connect({ host, port, path, token: token ?? MADE_UP, telemetryEnabled: false } as never);
    const session = await client.openSession();
    const operation = await session.executeStatement("select 1", { runAsync: true });
    await operation.fetchAll();
    return { kind: "reached", answer: "select 1 was answered" };
  } catch (error) {
    const { statusCode } = Object(error) as { statusCode?: number };
    if (statusCode === undefined) throw error;
    return answered(statusCode, token !== null);
  }
});

async function withoutDriver(
  { host, port, path, token }: DatabricksDetail,
  loaded: (by: string) => void,
): Promise<Outcome> {
  const { Agent, request } = await import("undici");
  const { default: library } = await import("undici/package.json", { with: { type: "json" } });
  loaded(`undici ${library.version}, direct`);
  const { statusCode, body } = await request(`https://${host}:${port}${path}`, {
    dispatcher: new Agent(),
    method: "POST",
    headers: { authorization: `Bearer ${token ?? MADE_UP}`, "content-type": "application/x-thrift" },
    body: "",
  });
  await body.dump();
  return answered(statusCode, token !== null);
}

/** The connection was direct and its certificate verified: whatever the status, Databricks gave it. */
function answered(status: number, hasToken: boolean): Outcome {
  if (hasToken && REFUSED.includes(status))
    return { kind: "rejected", errorCode: String(status), message: `HTTP ${status}` };
  return { kind: "reached", answer: `HTTP ${status}` };
}
