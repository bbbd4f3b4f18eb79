import { describe, expect, test } from "vitest";
import { csv } from "../../../src/handoff/firewall-request/csv.ts";
import type { RequestedRow } from "../../../src/handoff/firewall-request.ts";
import { recordsOf } from "../records.ts";

const ROW: RequestedRow = {
  at: "proxy",
  from: "CARTO's services",
  host: "*.example.com",
  port: 443,
  protocol: "HTTPS",
  need: "required",
  why: "Why.",
  without: "Nothing works.",
  observed: "",
  ids: ["a", "b"],
};

describe("a cell of any text", () => {
  test.each([['=HYPERLINK("http://evil")'], ["+1+1"], ["-2+3"], ["@SUM(A1)"], ["\t=1"], ["\r=1"], ["|cmd"], ["%0A"]])(
    "%j is no formula",
    (why) => {
      const cell = recordsOf(csv([{ ...ROW, why }]))[1]![6]!;
      expect(cell).toMatch(/^'/);
    },
  );

  test.each(['a "quoted", word', "a\r\nb,c", "a\u2028b", "a\u0000b", "\u202eabc"])("%j stays in its cell", (why) => {
    const [head, row] = recordsOf(csv([{ ...ROW, why }]));
    expect(row).toHaveLength(head!.length);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(row!.join("")).not.toMatch(/[\u0000-\u001f\u2028\u202e]/);
  });

  test("a wildcard is written as it is: no spreadsheet begins a formula so", () => {
    expect(recordsOf(csv([ROW]))[1]![2]).toBe("*.example.com");
  });
});
