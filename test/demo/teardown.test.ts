import { expect, it } from "vitest";
import { Teardown } from "../../src/demo/teardown.ts";

it("stops in reverse order, once", async () => {
  const teardown = new Teardown();
  const stopped: string[] = [];
  for (const name of ["folder", "server"]) {
    await teardown.keep(Promise.resolve(name), async (started) => void stopped.push(started));
  }
  await Promise.all([teardown.run(), teardown.run()]);
  await teardown.run();
  expect(stopped).toEqual(["server", "folder"]);
});

it("waits for what is still starting, and lets a failed start be", async () => {
  const teardown = new Teardown();
  const stopped: string[] = [];
  const slow = Promise.withResolvers<string>();
  const kept = teardown.keep(slow.promise, async (started) => void stopped.push(started));
  const failed = teardown.keep(Promise.reject<string>(new Error("no")), async (started) => void stopped.push(started));
  await expect(failed).rejects.toThrow("no");
  const done = teardown.run();
  expect(stopped).toEqual([]);
  slow.resolve("late");
  await done;
  expect(await kept).toBe("late");
  expect(stopped).toEqual(["late"]);
});

it("stops the others where one cannot be stopped, and says so at the end", async () => {
  const teardown = new Teardown();
  const stopped: string[] = [];
  await teardown.keep(Promise.resolve("first"), async (started) => void stopped.push(started));
  await teardown.keep(Promise.resolve("second"), () => Promise.reject(new Error("stuck")));
  await expect(teardown.run()).rejects.toThrow("stuck");
  expect(stopped).toEqual(["first"]);
});
