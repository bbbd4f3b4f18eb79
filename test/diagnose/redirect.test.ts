import { expect, test } from "vitest";
import { redirectOf } from "../../src/diagnose/redirect.ts";
import { reply } from "./observations.ts";

const target = { host: "app.example.com", protocol: "http" as const };
const to = (location: string, status = 302) => redirectOf(reply(status, "", [["location", location]]), target);

test.each([
  ["https://app.example.com/login", "login", false, false],
  ["/deny", "block", false, false],
  ["https://sso.example.org/x", "login", true, false],
  ["http://10.0.0.1:8080/", "other", true, true],
  ["http://wifi/", "login", true, true],
  ["http://gate.example.org/blocked?url=http://app.example.com/login", "block", true, false],
  ["http://gate.example.org/x?url=http://denied.example", "other", true, false],
])("%s", (location, reads, away, local) => expect(to(location)).toMatchObject({ location, reads, away, local }));

test("no redirect without its status, a Location that can be read, or a meta element", () => {
  expect(to("https://sso.example.org/", 201)).toBeNull();
  expect(redirectOf(reply(302), target)).toBeNull();
  expect(to("http://[")).toBeNull();
  const page = (body: string) => redirectOf({ ...reply(200), body }, target);
  expect(page('<META content="0; URL=http://10.0.0.1/a" HTTP-EQUIV="Refresh">')).toMatchObject({ host: "10.0.0.1" });
  expect(page('<meta http-equiv="refresh" content="30">')).toBeNull();
});

test("a target that is inside already is not led inside", () => {
  const inside = redirectOf(reply(302, "", [["location", "http://10.0.0.1/"]]), { ...target, host: "mirror.corp" });
  expect(inside).toMatchObject({ away: true, local: false });
});
