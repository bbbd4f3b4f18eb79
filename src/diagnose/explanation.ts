// Which finding of the configuration explains a finding of the network, where its own rule does not say.

import type { ClientName } from "../plan/check.ts";
import type { Handshake } from "./certificate.ts";
import { issuerOf, oneLine } from "./certificate.ts";
import type { ObservedCheck } from "./evidence.ts";
import type { Finding, FindingCode } from "./finding.ts";

interface Link {
  cause: FindingCode;
  explains: FindingCode[];
  /** Whether this very finding explains these very checks. */
  holds: (configured: Finding, claimed: ObservedCheck[]) => boolean;
}

const endangered: Link["holds"] = ({ affects }, claimed) => claimed.every(({ check }) => affects.includes(check.id));

/** A file that was not loaded cannot be asked whether it held this CA: that nothing was loaded is what explains. */
const nothingLoaded: Link["holds"] = ({ severity, code }) => severity === "error" || code === "ca-file-unreadable";

const issuedBy: Link["holds"] = ({ severity, evidence }, claimed) => {
  const issuers = (["proxy-tls", "tls"] as Handshake[]).map((handshake) => issuerOf(claimed[0]!, handshake));
  return (
    severity === "error" &&
    issuers.some((issuer) => issuer !== null && evidence.some((line) => oneLine(line).startsWith(`${issuer}, valid `)))
  );
};

/** Whether all are checks by one of these libraries. */
function byClient(...names: ClientName[]): Link["holds"] {
  return (_, claimed) => claimed.every(({ check }) => check.client !== null && names.includes(check.client));
}

const UNTRUSTED: FindingCode[] = ["proxy-tls-untrusted", "tls-intercepted", "tls-untrusted"];

const LINKS: Link[] = [
  {
    cause: "no-proxy-covers-required",
    explains: ["direct-blocked", "direct-refused", "name-not-resolved", "tls-silent", "tls-reset"],
    holds: endangered,
  },
  { cause: "proxy-grpc-https", explains: ["client-bypasses-proxy"], holds: byClient("pubsub") },
  { cause: "no-proxy-empty-entry", explains: ["client-bypasses-proxy"], holds: byClient("pubsub") },
  {
    cause: "proxy-variable-case",
    explains: ["client-bypasses-proxy"],
    holds: byClient("pubsub", "fetch", "node-http", "snowflake", "bigquery"),
  },
  { cause: "no-proxy-ambiguous", explains: ["client-bypasses-proxy"], holds: endangered },
  { cause: "ca-file-unreadable", explains: UNTRUSTED, holds: nothingLoaded },
  { cause: "ca-file-invalid", explains: UNTRUSTED, holds: nothingLoaded },
  { cause: "ca-expired", explains: [...UNTRUSTED, "proxy-tls-expired", "tls-expired"], holds: issuedBy },
];

export function explanation(
  code: FindingCode,
  claimed: ObservedCheck[],
  configured: Finding[],
): FindingCode | undefined {
  const link = LINKS.find(
    ({ cause, explains, holds }) =>
      explains.includes(code) && configured.some((finding) => finding.code === cause && holds(finding, claimed)),
  );
  return link?.cause;
}
