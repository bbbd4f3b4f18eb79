import { expect, it } from "vitest";
import { answersFor } from "../../src/demo/answers.ts";
import { check } from "./checks.ts";

const answerFor = answersFor([
  check({
    host: "Registry.test",
    path: "/v2/",
    expect: { status: [401, 200], header: { "docker-distribution": "v2" }, body: "" },
  }),
  check({ host: "any.test", path: "/health", expect: { status: [], header: {}, body: "alive" } }),
  check({ host: "plain.test" }),
]);

it("gives the proof that an entry asks for, on its own host and path alone", () => {
  expect(answerFor("registry.test", "/v2/")).toMatchObject({ status: 401, headers: { "docker-distribution": "v2" } });
  expect(answerFor("any.test", "/health")).toMatchObject({ status: 200, body: "alive" });
  expect(answerFor("registry.test", "/")).toMatchObject({ status: 200 });
  expect(answerFor("any.test", "/v2/")).toMatchObject({ status: 200 });
  expect(answerFor("any.test", "/v2/").body).not.toBe("alive");
  expect(answerFor("plain.test", "/")).toMatchObject({ status: 200 });
});
