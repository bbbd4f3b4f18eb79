// What Helm values say is in use, where nothing but that can be meant: what is merely possible is left out.

import type { Place } from "../configuration.ts";
import { textOf, type Value, valueAt } from "../yaml/values.ts";
import { truthy } from "./external-proxy.ts";

/** Provider of a location service → the whitelist's feature, where every required host of the feature serves it. */
const LOCATION: Record<string, Record<string, string>> = {
  "appConfigValues.ldsGeocodingProvider": {
    tomtom: "lds-tomtom",
    traveltime: "lds-traveltime",
    mapbox: "lds-mapbox",
    google: "lds-google",
  },
  "appConfigValues.ldsIsolineProvider": {
    tomtom: "lds-tomtom",
    traveltime: "lds-traveltime",
    mapbox: "lds-mapbox",
    here: "lds-here",
  },
  "appConfigValues.ldsRoutingProvider": { tomtom: "lds-tomtom", traveltime: "lds-traveltime", mapbox: "lds-mapbox" },
};

const SWITCHES: Record<string, string> = {
  "appConfigValues.aiFeaturesEnabled": "ai-features",
  "aiApi.enabled": "ai-features",
  // An identity provider of the customer's instead of auth.carto.com.
  "appConfigValues.disconnected.enabled": "disconnected",
  "cartoConfigValues.cartoDataWarehouseEnabled": "carto-data-warehouse",
};

export function featuresInUse(values: Value): { feature: string; from: Place }[] {
  const located = Object.entries(LOCATION).flatMap(([path, features]) => {
    const value = valueAt(values, path);
    const feature = features[(textOf(value) ?? "").toLowerCase()];
    return value === null || feature === undefined ? [] : [{ feature, from: value.from }];
  });
  const switched = Object.entries(SWITCHES).flatMap(([path, feature]) => {
    const value = valueAt(values, path);
    // KOTS hands on "true" and "false" as strings.
    return value === null || !truthy(value) || textOf(value) === "false" ? [] : [{ feature, from: value.from }];
  });
  const all = [...located, ...switched];
  return all.filter(({ feature }, index) => all.findIndex((other) => other.feature === feature) === index);
}
