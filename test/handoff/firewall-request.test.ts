import { describe, expect, test } from "vitest";
import { firewallRequest } from "../../src/handoff/firewall-request.ts";
import { handoffOf, handoffOfReport, type Wish } from "./handoff-of.ts";
import { cellsOf, recordsOf } from "./records.ts";

interface Row {
  asked_of: string;
  from: string;
  host: string;
  port: string;
  protocol: string;
  need: string;
  why: string;
  without_it: string;
  observed: string;
  ids: string;
}

function rowsOf(text: string): Row[] {
  const [head, ...records] = recordsOf(text);
  return records.map((record) => Object.fromEntries(record.map((cell, at) => [head![at]!, cell])) as unknown as Row);
}

const rows = (wish: Wish = {}) => rowsOf(firewallRequest(handoffOf({ ...wish, format: "csv" })).text);
const find = (list: Row[], host: string) => list.find((row) => row.host === host);

describe("one row for each host, port and way", () => {
  const all = rows({ warehouses: ["postgres://db.corp/x", "snowflake://acct"] });

  test("all of the plan's targets, and the way to the proxy", () => {
    const targets = handoffOf({ warehouses: ["postgres://db.corp/x", "snowflake://acct"] }).targets;
    expect(all).toHaveLength(targets.length + 1);
    expect(all[0]).toMatchObject({ asked_of: "firewall", host: "proxy.corp", port: "3128", need: "required" });
    expect(new Set(all.map(({ asked_of, host, port }) => `${asked_of} ${host} ${port}`)).size).toBe(all.length);
  });

  test("what is through the proxy is asked of the proxy, what is direct of the firewall", () => {
    expect(find(all, "auth.carto.com")).toMatchObject({
      asked_of: "proxy",
      port: "443",
      protocol: "HTTPS, by CONNECT",
    });
    expect(find(all, "pubsub.googleapis.com")?.protocol).toContain("gRPC");
    expect(find(all, "db.corp")).toMatchObject({ asked_of: "firewall", port: "5432", protocol: "PostgreSQL" });
    expect(find(all, "ocsp.snowflakecomputing.com")).toMatchObject({ asked_of: "proxy", port: "80" });
  });

  test("who opens it, why, and what breaks without it", () => {
    expect(find(all, "gcr.io")?.from).toContain("images");
    for (const { why, without_it } of all) {
      expect(why).toMatch(/\S.*\.$/);
      expect(without_it).toMatch(/\S.*\.$/);
    }
    expect(find(all, "api.tomtom.com")?.without_it).toContain("lds-tomtom");
  });

  test("required rows first", () => {
    const needs = all.map(({ need }) => need);
    expect(needs.lastIndexOf("required")).toBeLessThan(needs.indexOf("optional"));
  });
});

test("without a proxy everything is asked of the firewall", () => {
  const all = rows({ proxy: null });
  expect(new Set(all.map(({ asked_of }) => asked_of))).toEqual(new Set(["firewall"]));
  expect(find(all, "auth.carto.com")?.protocol).toBe("HTTPS");
});

test("Pub/Sub behind an HTTPS proxy is asked of both: the tunnel, and the way that its client really takes", () => {
  const both = rows({ proxy: "https://proxy.corp:3129" }).filter(({ host }) => host === "pubsub.googleapis.com");
  expect(both.map(({ asked_of }) => asked_of).toSorted()).toEqual(["firewall", "proxy"]);
});

test("Markdown and CSV hold the same rows", () => {
  const wish: Wish = { warehouses: ["postgres://db.corp/x"] };
  const markdown = cellsOf(firewallRequest(handoffOf(wish)).text);
  const key = (host: string, port: string) => `${host}:${port}`;
  expect(markdown.map(([host, port]) => key(host!.replaceAll("`", ""), port!)).toSorted()).toEqual(
    rows(wish)
      .map(({ host, port }) => key(host, port))
      .toSorted(),
  );
  expect(new Set(markdown.map(({ length }) => length))).toEqual(new Set([7]));
});

describe("from a report", () => {
  const failed = (format: "csv" | "markdown") =>
    firewallRequest(
      handoffOfReport(
        { environment: { HTTPS_PROXY: "http://p:1" }, warehouses: ["redis://10.1.2.3"], format },
        ({ checks }) => {
          for (const [id, failedPhase, code] of [
            ["carto-auth", "tunnel", "proxy-denied"],
            ["redis@10.1.2.3", "tcp", "direct-blocked"],
          ])
            Object.assign(checks.find((check) => check.id === id)!, { verdict: "fail", failedPhase, findings: [code] });
        },
      ),
    ).text;

  test("only what failed, with what was seen", () => {
    expect(rowsOf(failed("csv")).map(({ host, observed }) => [host, observed])).toEqual([
      ["auth.carto.com", "FAIL at tunnel: proxy-denied"],
      ["10.1.2.3", "FAIL at tcp: direct-blocked"],
    ]);
    expect(cellsOf(failed("markdown")).map((cells) => cells.at(-1))).toEqual([
      "FAIL at tunnel: proxy-denied",
      "FAIL at tcp: direct-blocked",
    ]);
  });

  test("where nothing failed it says so", () => {
    const handoff = handoffOfReport({ environment: { HTTPS_PROXY: "http://p:1" } }, () => {});
    expect(firewallRequest(handoff).text).toContain("Nothing is missing.");
  });
});
