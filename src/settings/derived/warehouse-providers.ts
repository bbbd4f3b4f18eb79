// The kinds of warehouse that the operator chose. CARTO ships all of them turned on, which says nothing about their use.

import type { Place } from "../configuration.ts";
import { type Given, isOn } from "./given.ts";

const PROVIDERS = {
  SNOWFLAKE: "snowflake",
  BIGQUERY: "bigquery",
  POSTGRES: "postgres",
  REDSHIFT: "redshift",
  DATABRICKS: "databricks",
  DATABRICKS_REST: "databricks",
  DATABRICKS_WAREHOUSE: "databricks",
  FABRIC: "fabric",
  ORACLE: "oracle",
};

/** "warehouse:snowflake" and the like: those left on where another one was turned off on purpose. */
export function chosenWarehouses(given: Given): { feature: string; from: Place }[] {
  const switches = Object.entries(PROVIDERS).flatMap(([suffix, kind]) => {
    const variable = given(`WAREHOUSE_PROVIDERS_${suffix}`);
    return variable === null ? [] : [{ kind, variable }];
  });
  if (!switches.some(({ variable }) => /^(?:false|0)$/i.test(variable.value))) return [];
  const on = switches.filter(({ variable }) => isOn(variable));
  return on
    .filter(({ kind }, index) => on.findIndex((other) => other.kind === kind) === index)
    .map(({ kind, variable }) => ({ feature: `warehouse:${kind}`, from: variable.place }));
}
