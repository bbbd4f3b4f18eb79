// The fake services' answers that no client library of this repository asks for.

import { expect, test } from "vitest";
import { mintAccounts } from "./accounts.ts";
import { services } from "./index.ts";

const { accounts } = mintAccounts();
const find = services(accounts);
const ask = (host: string, path: string, headers: Record<string, string> = {}, body = Buffer.alloc(0)) =>
  find({ method: "GET", host, url: path, path, headers, body });

test("a registry's challenge names its token service", () => {
  const answered = ask("registry-1.docker.io", "/v2/");
  expect(answered?.status).toBe(401);
  expect(answered?.headers?.["www-authenticate"]).toMatch(/^Bearer realm="https:\/\/auth\.docker\.io\/token"/);
});

test("S3 refuses who signs nothing, in XML", () => {
  expect(ask("s3.us-east-1.amazonaws.com", "/")).toMatchObject({
    status: 403,
    headers: { server: "AmazonS3" },
    body: expect.stringContaining("<Code>AccessDenied</Code>"),
  });
});

test("Pub/Sub describes a topic for a valid token alone", () => {
  const topic = Buffer.from("\0\0\0\0\x06\x0a\x04name", "latin1");
  const method = "/google.pubsub.v1.Publisher/GetTopic";
  const grpc = { "content-type": "application/grpc" };
  const token = { authorization: `Bearer ${accounts.google.accessToken}` };
  expect(ask("pubsub.googleapis.com", method, grpc, topic)?.trailers).toMatchObject({ "grpc-status": "16" });
  expect(ask("pubsub.googleapis.com", method, { ...grpc, ...token }, topic)).toMatchObject({
    body: topic,
    trailers: { "grpc-status": "0" },
  });
});

test("a Databricks workspace tells a missing credential from a wrong one", () => {
  const path = "/api/2.0/clusters/list";
  expect(ask("dbc-lab.cloud.databricks.com", path)?.status).toBe(401);
  expect(ask("dbc-lab.cloud.databricks.com", path, { authorization: "Bearer nobody" })?.status).toBe(403);
});

test("a Databricks warehouse says that a request without a Thrift call is a bad one", () => {
  const token = { authorization: `Bearer ${accounts.databricks.token}` };
  for (const body of ["", "select 1", "\x80\x01\0\x01\x7f\xff\xff\xff\0\0\0\0"]) {
    const answered = ask("dbc-lab.cloud.databricks.com", "/sql/1.0/warehouses/lab", token, Buffer.from(body, "latin1"));
    expect(answered?.status).toBe(400);
  }
});

test("a host of no service is left to the server in front", () => {
  expect(ask("api.mapbox.com", "/")).toBeNull();
});
