// The causes that only the real client libraries know: they go another way than our own probe, or fail where it gets through.

import { leaf } from "../support/certificates.ts";
import { type originThat as Origins, originThat } from "../support/origin-that.ts";
import { HOST } from "../support/pki.ts";
import { proxyThat } from "../support/proxy-that.ts";
import type { Cause } from "./cause.ts";
import { behind, inBothCases, noProxy, type Scene } from "./scene.ts";
import type { Stage } from "./stage.ts";

type Answer = NonNullable<Parameters<(typeof Origins)["works"]>[1]>;

const BIGQUERY = "bigquery.googleapis.com";
const SNOWFLAKE = "account.snowflakecomputing.com";
const DATABRICKS = "dbc.cloud.databricks.com";

/** gRPC by an https:// proxy, which grpc-js does not know. */
const secure = (how: string, names: (port: number) => Partial<Scene>): Cause => ({
  code: "client-bypasses-proxy",
  how,
  scene: async (stage) => {
    const port = await stage.port(originThat.speaksGrpc(stage.pki.good));
    const proxy = await stage.port(proxyThat.works(port, stage.pki.proxy));
    const scene = { env: behind(`https://127.0.0.1:${proxy}`), targets: [{ protocol: "grpc", port } as const] };
    return { ...scene, clients: ["pubsub"], ...names(port) };
  },
  besides: ["proxy-grpc-https"],
});

/** A warehouse's service on loopback, with a certificate for its real name, by a proxy. */
async function service(
  stage: Stage,
  name: string,
  answer: Answer,
  { isTrusted = true, scheme = "http" }: { isTrusted?: boolean; scheme?: "http" | "https" } = {},
): Promise<Scene["env"]> {
  const identity = await leaf(isTrusted ? stage.pki.root : stage.pki.corporate, [name, "oauth2.googleapis.com"]);
  const origin = await stage.port(originThat.works(identity, answer));
  const proxy = proxyThat.works(origin, scheme === "https" ? stage.pki.proxy : undefined);
  return behind(`${scheme}://127.0.0.1:${await stage.port(proxy)}`);
}

const json =
  (status: number, body: object): Answer =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));

const snowflakeSays = (code: string, message: string) => json(200, { data: {}, code, message, success: false });

/** The driver's revocation service is optional, and not what these are about. */
const withoutRevocation: Pick<Scene, "skip"> = { skip: ["snowflake-ocsp@*"] };

export const clientCauses: Cause[] = [
  secure("gRPC by an https:// proxy, in a network with no other way out", () => ({ names: {} })),
  secure("gRPC by an https:// proxy, and the direct way is open", () => ({ names: { [HOST]: "127.0.0.1" } })),
  {
    code: "client-bypasses-proxy",
    how: "gRPC, and the variables are in upper case alone",
    scene: async (stage) => {
      const origin = await stage.port(originThat.speaksGrpc(stage.pki.good));
      const url = `http://127.0.0.1:${await stage.port(proxyThat.works(origin))}`;
      const env = { HTTP_PROXY: url, HTTPS_PROXY: url, GRPC_PROXY: url, ...noProxy() };
      return { env, targets: [{ protocol: "grpc" }], clients: ["pubsub"] };
    },
    besides: ["proxy-variable-case"],
  },
  {
    code: "client-disagrees",
    how: "what answers in BigQuery's name is no service of Google's",
    scene: async (stage) => ({
      env: await service(stage, BIGQUERY, (response) => response.writeHead(403).end("<h1>Forbidden</h1>")),
      targets: [{ host: "oauth2.googleapis.com" }],
      warehouses: ["bigquery://a-project"],
      clients: ["bigquery"],
    }),
  },
  {
    code: "proxy-denied",
    how: "the proxy of HTTP_PROXY, which BigQuery's library takes for its requests, another one than HTTPS_PROXY",
    scene: async (stage) => {
      const answer: Answer = (response, path) =>
        path === "/token"
          ? json(400, { error: "invalid_grant", error_description: "account not found" })(response, path)
          : json(401, { error: { code: 401, errors: [{ reason: "required" }] } })(response, path);
      const env = await service(stage, BIGQUERY, answer);
      const other = `http://127.0.0.1:${await stage.port(proxyThat.denies())}`;
      const split = { ...env, ...inBothCases({ HTTP_PROXY: other }) };
      return { env: split, warehouses: ["bigquery://a-project"], clients: ["bigquery"] };
    },
    besides: ["proxy-variables-differ"],
  },
  {
    code: "warehouse-login-failed",
    how: "Snowflake refuses the password",
    scene: async (stage) => ({
      env: await service(stage, SNOWFLAKE, snowflakeSays("390100", "Incorrect username or password was specified.")),
      warehouses: ["snowflake://reader:wrong-canary@account"],
      clients: ["snowflake"],
      ...withoutRevocation,
    }),
  },
  {
    code: "bypass-not-taken",
    how: "Snowflake by an https:// proxy, in a network with no other way out",
    scene: async (stage) => ({
      env: await service(stage, SNOWFLAKE, snowflakeSays("390100", "Incorrect username or password."), {
        scheme: "https",
      }),
      warehouses: ["snowflake://account"],
      clients: ["snowflake"],
      ...withoutRevocation,
    }),
    besides: ["proxy-grpc-https", "no-proxy-snowflake"],
  },
  {
    code: "warehouse-login-failed",
    how: "Databricks refuses the token",
    scene: async (stage) => {
      const identity = await leaf(stage.pki.root, [DATABRICKS]);
      const port = await stage.port(
        originThat.works(identity, (response) => response.writeHead(403).end("Invalid token")),
      );
      return {
        env: behind("http://127.0.0.1:9"),
        warehouses: [`databricks://token:wrong-canary@${DATABRICKS}:${port}/sql/1.0/warehouses/1`],
        names: { [DATABRICKS]: "127.0.0.1" },
        clients: ["databricks"],
      };
    },
  },
  {
    code: "snowflake-verification-off",
    how: "a private CA, and verification turned off for its sake",
    scene: async (stage) => ({
      env: {
        ...(await service(stage, SNOWFLAKE, snowflakeSays("390100", "Incorrect username or password."), {
          isTrusted: false,
        })),
        NODE_TLS_REJECT_UNAUTHORIZED: "0",
      },
      warehouses: ["snowflake://account"],
      clients: ["snowflake"],
      ...withoutRevocation,
    }),
    besides: ["tls-verification-off", "tls-untrusted"],
    cure: (scene, _finding, stage) => ({
      ...scene,
      env: {
        ...scene.env,
        NODE_TLS_REJECT_UNAUTHORIZED: "1",
        NODE_EXTRA_CA_CERTS: stage.file("extra-ca.crt", stage.pki.corporate.pem),
      },
    }),
  },
];
