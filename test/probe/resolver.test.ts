import { afterEach, expect, test } from "vitest";
import { isAddress, systemResolver } from "../../src/probe/resolver.ts";

let resolver = systemResolver();
afterEach(() => {
  resolver.close?.();
  resolver = systemResolver();
});

test("a name of the hosts file", async () => {
  const addresses = await resolver.addresses("localhost");
  expect(["127.0.0.1", "::1"]).toContain(addresses[0]);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("a name that is not there is rejected as dns.lookup rejects it", async () => {
  // A machine without a name server says "try again" instead.
  await expect(resolver.addresses("no-such-name.invalid")).rejects.toMatchObject({
    code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    message: expect.stringContaining("no-such-name.invalid"),
  });
});

test("each name is asked for once", () => {
  expect(resolver.addresses("localhost")).toBe(resolver.addresses("localhost"));
});

test("where no process can be started, this one asks", async () => {
  const alone = systemResolver(new URL("./no-such-file.ts", import.meta.url));
  expect(["127.0.0.1", "::1"]).toContain((await alone.addresses("localhost"))[0]);
  await expect(alone.addresses("no-such-name.invalid")).rejects.toThrow("no-such-name.invalid");
  alone.close?.();
});

test("many at once", async () => {
  const names = Array.from({ length: 40 }, (_, index) => `name-${index}.localhost`);
  const all = await Promise.allSettled(["localhost", ...names].map((name) => resolver.addresses(name)));
  expect(all).toHaveLength(41);
  expect(all[0]?.status).toBe("fulfilled");
});

test.each([
  ["127.0.0.1", true],
  ["::1", true],
  ["2001:db8::1", true],
  ["localhost", false],
  ["1.2.3", false],
])("%s", (host, expected) => {
  expect(isAddress(host)).toBe(expected);
});
