import { expect, test } from "vitest";
import { sqlStateOf } from "../../src/diagnose/sql-state.ts";
import { clientOf, database, failed, login, postgres, seen, tcp } from "./observations.ts";

test("from our own exchange, from a client's login, or not at all", () => {
  expect(sqlStateOf(seen(database(), failed(postgres("53300"), "rejected")))).toBe("53300");
  expect(sqlStateOf(seen(clientOf(database()), failed(login("28P01"), "login-failed")))).toBe("28P01");
  expect(sqlStateOf(seen(database(), failed(tcp(), "refused")))).toBeNull();
});
