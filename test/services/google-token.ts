// Google's token endpoint: a service account's signed assertion (RFC 7523) for an access token; invalid_grant for any other key.
// As thin as google-auth-library accepts: the signature and the account are checked, claims and times are not.

import { verify } from "node:crypto";
import type { Accounts } from "./accounts.ts";
import { type Answered, json, type Service } from "./service.ts";

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

export function googleToken({ google }: Accounts): Service {
  return ({ method, path, body }) => {
    if (path !== "/token") return null;
    if (method !== "POST") return json(404, { error: "not_found" });
    const form = new URLSearchParams(body.toString());
    if (form.get("grant_type") !== JWT_BEARER) return refusal("unsupported_grant_type", "Invalid grant_type");
    const assertion = form.get("assertion") ?? "";
    if (issuerOf(assertion) !== google.clientEmail) return refusal("invalid_grant", "Invalid grant: account not found");
    if (!isSigned(assertion, google.publicKey)) return refusal("invalid_grant", "Invalid JWT Signature.");
    return json(200, { access_token: google.accessToken, expires_in: 3599, token_type: "Bearer" });
  };
}

function refusal(error: string, error_description: string): Answered {
  return json(400, { error, error_description });
}

function issuerOf(assertion: string): unknown {
  try {
    return JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString()).iss;
  } catch {
    return null;
  }
}

function isSigned(assertion: string, publicKey: string): boolean {
  const [head, claims, signature] = assertion.split(".");
  return verify("RSA-SHA256", Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature ?? "", "base64url"));
}
