import { expect, test } from "vitest";
import { plannedHosts, spellingOf } from "../../../../src/diagnose/configuration/no-proxy/entry.ts";
import { database, works } from "../../observations.ts";

test.each([
  ["mega.io", "a bare domain", ["www.mega.io", "mega.io"], ["mega.io", ".mega.io", "*.mega.io"]],
  [
    "example.co.uk",
    "a bare domain",
    ["www.example.co.uk", "example.co.uk"],
    ["example.co.uk", ".example.co.uk", "*.example.co.uk"],
  ],
  ["db.corp.example.com", "one name", ["db.corp.example.com"], ["db.corp.example.com"]],
  ["localhost", "one name", ["localhost"], ["localhost"]],
  [".mega.io", "a leading dot", ["www.mega.io"], [".mega.io"]],
  ["*.mega.io", "a leading *", ["www.mega.io"], [".mega.io"]],
  [" mega.io", "a blank before or after it", ["www.mega.io", "mega.io"], ["mega.io", ".mega.io", "*.mega.io"]],
  ["10.1.2.3", "one name", ["10.1.2.3"], ["10.1.2.3"]],
  ["2001:db8::1", "an IPv6 address", ["2001:db8::1"], ["2001:db8::1", "[2001:db8::1]"]],
  ["10.0.0.0/8", "a range of addresses", ["10.0.0.0"], null],
  ["10.1.", "a pattern", ["10.1.1.1"], null],
  ["10.*", "a pattern", ["10.1.1.1"], null],
  ["a.example.com:8443", "a port", ["a.example.com"], ["a.example.com"]],
  ["http://a.example.com/", "a URL", ["a.example.com"], ["a.example.com"]],
  [
    "a.example.com;b.example.com",
    "several names without a comma between them",
    ["a.example.com", "b.example.com"],
    ["a.example.com", "b.example.com"],
  ],
  [
    "snowflakecomputing.com",
    "a bare domain",
    ["www.snowflakecomputing.com", "snowflakecomputing.com"],
    [".snowflakecomputing.com", "*.snowflakecomputing.com"],
  ],
])("%j", (entry, trait, hosts, alike) => {
  const spelling = spellingOf(entry)!;
  expect(spelling.trait).toBe(trait);
  expect(spelling.meant.map(({ host }) => host)).toEqual(hosts);
  expect(spelling.alike).toEqual(alike);
});

test.each(["x y%zz", "a:99999", "999.1.1.1/8", "[x", "{}", "ä_%"])(
  "%j stands for no host that can be asked",
  (entry) => {
    expect(
      (spellingOf(entry)?.meant ?? []).filter(({ host, port = 1 }) => !URL.canParse(`http://${host}:${port}`)),
    ).toEqual([]);
  },
);

test("a name beyond ASCII is that of its own spelling on the wire", () => {
  expect(spellingOf("bücher.example.com")).toEqual({
    trait: "letters beyond ASCII",
    meant: [{ host: "xn--bcher-kva.example.com" }],
    alike: ["xn--bcher-kva.example.com"],
  });
});

test.each(["", " ", "*", "::1", "[::1]", "127.0.0.1", "127.0.0.0/8"])("%j has nothing to differ about", (entry) => {
  expect(spellingOf(entry)).toBeNull();
});

test("hosts of the plan under an entry: those whose client reads NO_PROXY", () => {
  const rows = [works("a"), works("b", { host: "example.test" }), works("c", { host: "notexample.test" })];
  const ids = (entry: string) =>
    plannedHosts(entry, [...rows, { ...works("d"), check: database() }]).map(({ check }) => check.id);
  expect(ids("example.test")).toEqual(["a", "b"]);
  expect(ids("*.EXAMPLE.test")).toEqual(["a", "b"]);
  expect(ids("a.example.test")).toEqual(["a"]);
  expect(ids("")).toEqual([]);
});
