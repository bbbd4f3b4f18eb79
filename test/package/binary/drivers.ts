// Bundled as the single file is, and run there: one call by each client library through the proxy PROXY, told as "NAME: what it said".

import { generateKeyPairSync } from "node:crypto";
import { get } from "node:https";

const PROXY = process.env.PROXY ?? "";
const URL_OF_A_TARGET = "https://target.example.com/";

const CALLS: Record<string, () => Promise<unknown>> = {
  undici: async () => {
    const { EnvHttpProxyAgent, fetch } = await import("undici");
    return fetch(URL_OF_A_TARGET, { dispatcher: new EnvHttpProxyAgent({ httpsProxy: PROXY }) });
  },
  "proxy-agent": async () => {
    const { ProxyAgent } = await import("proxy-agent");
    return asked(new ProxyAgent({ getProxyForUrl: () => PROXY }));
  },
  "https-proxy-agent": async () => {
    const { HttpsProxyAgent } = await import("https-proxy-agent");
    return asked(new HttpsProxyAgent(PROXY));
  },
  "snowflake-sdk": async () => {
    process.env.SNOWFLAKE_DISABLE_PLATFORM_DETECTION = "true";
    const { default: snowflake } = await import("snowflake-sdk");
    snowflake.configure({ logLevel: "OFF" });
    const { hostname, port } = new URL(PROXY);
    const proxy = { proxyHost: hostname, proxyPort: Number(port), proxyProtocol: "http" };
    const who = { account: "account", username: "user", password: "word", sfRetryMaxLoginRetries: 0 };
    return snowflake.createConnection({ ...who, ...proxy }).connectAsync();
  },
  "@google-cloud/bigquery": async () => {
    process.env.HTTPS_PROXY = process.env.HTTP_PROXY = PROXY;
    const { BigQuery } = await import("@google-cloud/bigquery");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const private_key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const credentials = { client_email: "reader@project.iam.gserviceaccount.com", private_key };
    return new BigQuery({ projectId: "project", credentials, autoRetry: false }).query("select 1");
  },
  "@grpc/grpc-js": async () => {
    process.env.grpc_proxy = PROXY;
    const { Client, credentials } = await import("@grpc/grpc-js");
    const client = new Client("pubsub.example.com:443", credentials.createSsl());
    return new Promise((resolve, reject) => {
      client.waitForReady(Date.now() + 5000, (error) => (error ? reject(error) : resolve(null)));
    });
  },
};

function asked(agent: object): Promise<unknown> {
  return new Promise((resolve, reject) => get(URL_OF_A_TARGET, { agent: agent as never }, resolve).on("error", reject));
}

export async function start(): Promise<void> {
  for (const [name, call] of Object.entries(CALLS)) {
    const end = await call().then(
      () => "an answer",
      (error: unknown) => String(error),
    );
    process.stdout.write(`${name}: ${end}\n`);
  }
  process.exit(0);
}
