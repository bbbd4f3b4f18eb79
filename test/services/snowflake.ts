// Snowflake: login, `select 1` and the end of a session. Wrong credentials get 390100 in a 200, as the service answers them.
// As thin as snowflake-sdk accepts: bodies are JSON, packed or not; no chunks, no key pairs, no single sign-on.

import type { Accounts } from "./accounts.ts";
import { type Asked, json, type Service } from "./service.ts";

const SESSION = { token: "lab-session", masterToken: "lab-master" };

export function snowflake({ snowflake: account }: Accounts): Service {
  return (asked) => {
    if (asked.path === "/session/v1/login-request") {
      if (asked.method !== "POST") return json(405, { success: false, message: "Method not allowed." });
      return json(200, logIn(asked, account));
    }
    if (!["/session", "/queries/v1/query-request", "/telemetry/send"].includes(asked.path)) return null;
    if (!isOfSession(asked)) return json(200, failure("390104", "Session token not found or invalid data"));
    return json(200, asked.path === "/queries/v1/query-request" ? SELECT_1 : success(null));
  };
}

function logIn({ body }: Asked, account: Accounts["snowflake"]): unknown {
  const { LOGIN_NAME, PASSWORD } = dataOf(body);
  if (LOGIN_NAME !== account.user || PASSWORD !== account.password) {
    return failure("390100", "Incorrect username or password was specified.");
  }
  const sessionInfo = { databaseName: null, schemaName: null, warehouseName: null, roleName: "PUBLIC" };
  return success({ ...SESSION, sessionId: 1, validityInSeconds: 3600, parameters: [], sessionInfo });
}

function dataOf(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString()).data ?? {};
  } catch {
    return {};
  }
}

function isOfSession({ headers }: Asked): boolean {
  return String(headers.authorization ?? "").includes(`Token="${SESSION.token}"`);
}

function success(data: unknown): unknown {
  return { data, code: null, message: null, success: true };
}

function failure(code: string, message: string): unknown {
  return { data: {}, code, message, success: false };
}

const SELECT_1 = success({
  parameters: [],
  rowtype: [{ name: "1", type: "fixed", precision: 1, scale: 0, nullable: false, length: null, byteLength: null }],
  rowset: [["1"]],
  total: 1,
  returned: 1,
  queryId: "00000000-0000-0000-0000-000000000001",
  queryResultFormat: "json",
});
