// A Databricks workspace: its REST API's own 401 and 403, and over Thrift a session, `select 1` and their end for the right token.
// As thin as @databricks/sql accepts: a statement is done when its result comes, one column, no Arrow, nothing compressed.

import type { Accounts } from "./accounts.ts";
import { bearer, json, type Service } from "./service.ts";
import { type Field, readCall, reply, type Value } from "./thrift.ts";

/** A UUID in its binary form: the driver prints it, and refuses what is none. */
const ID = Buffer.from("00000000000040008000000000000001", "hex");
const SPARK_V6 = 0xa506;
const FINISHED = 2;
const COLUMN_BASED = 1;
const INT_TYPE = 3;

const STATUS: Field = [1, { struct: [[1, { i32: 0 }]] }];
const HANDLE: Value = {
  struct: [
    [1, { binary: ID }],
    [2, { binary: ID }],
  ],
};
const OPERATION: Value = {
  struct: [
    [1, HANDLE],
    [2, { i32: 0 }],
    [3, { bool: true }],
  ],
};
const columnType: Value = { struct: [[1, { list: [{ struct: [[1, { struct: [[1, { i32: INT_TYPE }]] }]] }] }]] };
const column: Value = {
  struct: [
    [1, { binary: "1" }],
    [2, columnType],
    [3, { i32: 1 }],
  ],
};
const metadata: Value = {
  struct: [STATUS, [2, { struct: [[1, { list: [column] }]] }], [1281, { i32: COLUMN_BASED }]],
};
const values: Value = {
  struct: [
    [1, { list: [{ i32: 1 }] }],
    [2, { binary: Buffer.from([0]) }],
  ],
};
const rows: Value = {
  struct: [
    [1, { i64: 0 }],
    [2, { list: [] }],
    [3, { list: [{ struct: [[4, values]] }] }],
  ],
};
const operationStatus: Value = { struct: [STATUS, [2, { i32: FINISHED }], [9, { bool: true }]] };
/** All that there is to know of a short result comes with the answer to the statement, whose operation is closed by then. */
const DIRECT_RESULTS: Value = {
  struct: [
    [1, operationStatus],
    [2, metadata],
    [3, { struct: [STATUS, [2, { bool: false }], [3, rows]] }],
    [4, { struct: [STATUS] }],
  ],
};

/** TCLIService, method by method: the result's fields. */
const METHODS: Record<string, Field[]> = {
  OpenSession: [STATUS, [2, { i32: SPARK_V6 }], [3, { struct: [[1, HANDLE]] }]],
  ExecuteStatement: [STATUS, [2, OPERATION], [1281, DIRECT_RESULTS]],
  CloseSession: [STATUS],
};

export function databricks({ databricks: account }: Accounts): Service {
  return (asked) => {
    const token = bearer(asked);
    if (!/^\/(api|sql)\//.test(asked.path)) return null;
    if (token === null) {
      const message = "Credential was not sent or was of an unsupported type for this API.";
      return json(401, { error_code: 401, message });
    }
    if (token !== account.token) return json(403, { error_code: "403", message: "Invalid access token." });
    if (!asked.path.startsWith("/sql/"))
      return json(404, { error_code: "ENDPOINT_NOT_FOUND", message: "No API found" });
    const call = readCall(asked.body);
    const result = METHODS[call?.method ?? ""];
    if (!call || !result) return json(400, { error_code: "BAD_REQUEST", message: "No such call." });
    return {
      status: 200,
      headers: { "content-type": "application/x-thrift" },
      body: reply(call.method, call.sequence, result),
    };
  };
}
