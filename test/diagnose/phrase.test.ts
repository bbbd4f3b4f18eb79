import { expect, test } from "vitest";
import { count, listed, losses, sentences, targets } from "../../src/diagnose/phrase.ts";
import { database, row, seen } from "./observations.ts";

test("counts and lists", () => {
  expect([count(1, "check"), count(2, "check"), count(0, "check")]).toEqual(["1 check", "2 checks", "0 checks"]);
  expect(
    ["", "a", "a b", "a b c", "a b c d e", "a a b"].map((items) => listed(items.split(" ").filter(Boolean))),
  ).toEqual(["", "a", "a and b", "a, b and c", "a, b, c and 2 more", "a and b"]);
  expect(sentences("One.", null, false, "", "Two.")).toBe("One. Two.");
  expect(targets([seen(row("a")), seen(database())])).toBe("a.example.test:443 and db.example.test:5432");
});

test("losses: required before optional, and who else opens the connection", () => {
  const rows = [row("o", { need: "optional" }), row("r"), row("n", { leavesFrom: "node" })].map((check) => seen(check));
  expect(losses(rows)).toBe(
    "CARTO needs this for: feature of r and feature of n. Optional features concerned: feature of o. In production some of these connections leave from the node, whose own proxy settings and firewall rules count.",
  );
});
