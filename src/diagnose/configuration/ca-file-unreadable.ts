// NODE_EXTRA_CA_CERTS names a file that the containers do not have, or cannot read: Node.js goes on without it.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { Finding, Remedy } from "../finding.ts";
import { sentences } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY, NODE_EXTRA_CA } from "../sources.ts";
import { caLine, type ExtraCa, extraCa } from "./ca-lines.ts";
import { corrections } from "./change.ts";
import { checkCommand } from "./check-command.ts";

export const caFileUnreadable: ConfigurationRule = {
  code: "ca-file-unreadable",
  page: {
    summary: "NODE_EXTRA_CA_CERTS names a file that is absent, unreadable or not mounted into the containers.",
    severities: ["error", "warning"],
    means:
      "The path counts inside CARTO's containers. Where Node.js cannot open it, it prints one warning and goes on without the CA: every certificate of that CA then fails. The docker compose file of the single VM mounts the folder certs beside .env as /usr/src/certs, and nothing else: the path /opt/carto/certs of CARTO's own example is not in the containers unless somebody adds a mount for it.",
    recognised:
      "An error where it is certain: the path is under a folder that is mounted and the file is not in it, or it is a path of this very machine and is not there or cannot be read. A warning where it cannot be known: a path outside of the folders that CARTO mounts, since a mount may have been added, and a file of the installation that this user may not read, since the containers run as another one.",
    evidence: [
      "the variable with its file and line, the path in the container, and where it was looked for here",
      "beside it, proxy-tls-untrusted or tls-intercepted: the CA that is missing",
    ],
    remedies: [
      {
        who: "operator",
        do: "Put the file into the folder certs of the installation and name it as /usr/src/certs/FILE; in Kubernetes put its text into trustedCACerts.value. Let everybody read it.",
      },
    ],
    verify:
      "Run carto-proxy config check with the same files; in a container, openssl x509 -in FILE -noout -subject shows it.",
    related: ["ca-file-invalid", "proxy-tls-untrusted", "tls-untrusted"],
    sources: [CARTO_PROXY, NODE_EXTRA_CA],
  },
  judge({ settings }) {
    const ca = extraCa(settings);
    if (ca === null) return [];
    const judged = JUDGED[ca.facts.state]?.(ca);
    return judged ? [finding(judged, ca, settings)] : [];
  },
};

interface Judged {
  certain: boolean;
  title: string;
  why: string;
}

const IGNORED = "Node.js then prints one warning and goes on without it, so that certificates of this CA fail.";

const JUDGED: Partial<Record<ExtraCa["facts"]["state"], (ca: ExtraCa) => Judged>> = {
  absent: ({ seen, file }) => ({
    certain: true,
    title: `There is no CA file ${seen}`,
    why: `${file === seen ? "The file does not exist." : `The containers see ${file} there, which does not exist.`} ${IGNORED}`,
  }),
  unreadable: ({ seen, file }) => ({
    certain: file === seen,
    title: `The CA file ${seen} cannot be read${file === seen ? "" : " by this user"}`,
    why: `${file === seen ? "" : "CARTO's containers run as another user, who may or may not be able to. "}Where it cannot be read: ${IGNORED}`,
  }),
  "not-mounted": ({ seen }) => ({
    certain: false,
    title: `The CA file ${seen} is not in a folder that CARTO's containers are known to see`,
    why: `The docker compose file that CARTO ships mounts the folder certs as /usr/src/certs, and nothing else. Whether a mount was added for this path cannot be seen from here: without one the file is not there. ${IGNORED}`,
  }),
};

function finding({ certain, title, why }: Judged, ca: ExtraCa, settings: SettingsSummary): Finding {
  return {
    code: "ca-file-unreadable",
    severity: certain ? "error" : "warning",
    title,
    why: sentences(why),
    evidence: [caLine(ca), `state: ${STATES[ca.facts.state]}`],
    affects: [],
    ...remedy(ca, settings),
  };
}

const STATES: Partial<Record<ExtraCa["facts"]["state"], string>> = {
  absent: "no such file",
  unreadable: "permission denied",
  "not-mounted": "outside of the folders that are known to be mounted",
};

function remedy(ca: ExtraCa, settings: SettingsSummary): Pick<Finding, "remedies" | "corrections"> {
  const verify = checkCommand(settings);
  if (ca.facts.state === "unreadable") return { remedies: [{ who: "operator", ...readable(ca), verify }] };
  if (settings.deployment !== "vm") return { remedies: [{ who: "operator", ...inValues(settings), verify }] };
  const value = `/usr/src/certs/${ca.seen.replace(/^.*\//, "")}`;
  const name = ca.seen.replace(/^.*\//, "");
  if (value === ca.seen)
    return {
      remedies: [
        {
          who: "operator",
          do: `Put the CA certificate (PEM) into the folder certs of the installation, as ${name}.`,
          verify,
        },
      ],
    };
  const remedyWords: Remedy = {
    who: "operator",
    do: `Put the file into the folder certs of the installation (containers see it as /usr/src/certs), and set in customer.env and in .env (if a mount for the present path was added on purpose, leave it):`,
    snippet: { language: "dotenv", text: `NODE_EXTRA_CA_CERTS=${value}` },
    verify,
  };
  return { remedies: [remedyWords], ...corrections([{ name: "NODE_EXTRA_CA_CERTS", value }], settings) };
}

function readable({ file }: ExtraCa): Pick<Remedy, "do"> {
  return { do: `Let everybody read ${file} (mode 644): it holds certificates, which are public.` };
}

function inValues({ deployment }: SettingsSummary): Pick<Remedy, "do" | "snippet"> {
  if (deployment === "kots")
    return { do: 'Paste the CA certificate (PEM) into "Trusted CA certificate(s)" of the Admin Console.' };
  return {
    do: "Put the text of the CA certificate (PEM) into customizations.yaml, and upgrade the release:",
    snippet: {
      language: "yaml",
      text: "trustedCACerts:\n  value: |\n    -----BEGIN CERTIFICATE-----\n    (the certificate)\n    -----END CERTIFICATE-----",
    },
  };
}
