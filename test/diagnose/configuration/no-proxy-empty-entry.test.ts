import { expect, test } from "vitest";
import { one } from "../observations.ts";
import { dotenv, INTERNAL, judged, told } from "./judged.ts";

const env = (upper: string, lower = upper) => ({
  files: { "customer.env": dotenv({ NO_PROXY: upper, no_proxy: lower }) },
});

test.each([`${INTERNAL},`, `,${INTERNAL}`, INTERNAL.replace(",", ",,")])("%s", (list) => {
  const finding = one(judged(env(list)), "no-proxy-empty-entry");
  expect(finding.severity).toBe("error");
  expect(finding.affects).toContain("google-pubsub");
});

test("in the upper case alone nothing breaks today", () => {
  const all = judged(env(`${INTERNAL},`, INTERNAL));
  expect(told(all)).toEqual(["warning no-proxy-empty-entry"]);
  expect(all[0]!.title).toMatch(/^NO_PROXY holds an empty entry/);
});

test("a blank entry is not an empty one: no name ends in a blank", () => {
  expect(told(judged(env(`'${INTERNAL}, '`)))).toEqual([]);
});

test.each([`["${INTERNAL}"]`, `"${INTERNAL}"`, `[${INTERNAL}]`])(
  "%s is told as quotation marks, and read without them",
  (value) => {
    const environment = Object.fromEntries(
      dotenv({ NO_PROXY: value, no_proxy: value })
        .trim()
        .split("\n")
        .map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    const all = judged({ environment });
    expect(told(all)).toEqual(["error no-proxy-empty-entry"]);
    expect(all[0]!.corrections!.map(({ value: corrected }) => corrected)).toEqual([INTERNAL, INTERNAL]);
  },
);
