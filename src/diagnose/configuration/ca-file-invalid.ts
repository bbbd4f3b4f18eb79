// The extra CA file holds no usable certificate authority: Node.js ignores it, or a part of it, without a word.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { Finding, Remedy, Severity } from "../finding.ts";
import { quoted } from "../remedies/command.ts";
import type { ConfigurationRule } from "../rule.ts";
import { NODE_EXTRA_CA } from "../sources.ts";
import { caLine, certificateWords, type ExtraCa, extraCa } from "./ca-lines.ts";
import { checkCommand } from "./check-command.ts";

export const caFileInvalid: ConfigurationRule = {
  code: "ca-file-invalid",
  page: {
    summary: "The extra CA file holds no usable CA certificate, or a broken one, or a private key.",
    severities: ["error", "warning"],
    means:
      "Node.js takes PEM certificates from the file, stops at the first broken one, and ignores a DER file or a key without any warning: CARTO then runs without the CA, or without a part of them. A private key beside the certificates is ignored too, and stands readable in every container.",
    recognised:
      "An error where the file has no PEM certificate (a DER file or a private key among them) or a broken block; a warning where none of its certificates is a CA (a self-signed certificate of one server can be meant), or where a private key stands beside certificates that can be used.",
    evidence: [
      "the variable with its file and line",
      "what is in the file: certificates, the number of the broken block, a key",
    ],
    remedies: [
      { who: "operator", do: "Put the certificate of the CA that signs into the file, as PEM; take private keys out." },
    ],
    verify:
      "Run openssl x509 -in FILE -noout -subject -issuer -ext basicConstraints: it shows CA:TRUE. Then carto-proxy config check.",
    related: ["ca-file-unreadable", "ca-expired", "proxy-tls-untrusted"],
    sources: [NODE_EXTRA_CA],
  },
  judge({ settings }) {
    const ca = extraCa(settings);
    const faults = ca === null ? [] : faultsOf(ca);
    return faults.map(
      (fault): Finding => ({
        code: "ca-file-invalid",
        severity: fault.severity,
        title: fault.title,
        why: fault.why,
        evidence: [caLine(ca!), ...fault.seen],
        affects: [],
        remedies: [{ who: "operator", ...fault.remedy, verify: checkCommand(settings as SettingsSummary) }],
      }),
    );
  },
};

interface Fault {
  severity: Severity;
  title: string;
  why: string;
  seen: string[];
  remedy: Pick<Remedy, "do" | "snippet">;
}

function faultsOf(ca: ExtraCa): Fault[] {
  const { facts, seen } = ca;
  const held = facts.certificates.map(certificateWords).slice(0, 3);
  const content = held.length > 0 ? held : ["no certificate that can be used"];
  if (facts.state === "der") {
    return [
      {
        severity: "error",
        title: `The CA file ${seen} is a DER file, which Node.js ignores without a word`,
        why: "Node.js reads PEM alone (lines of text between BEGIN and END CERTIFICATE): CARTO runs without this CA.",
        seen: content,
        remedy: converted(ca),
      },
    ];
  }
  if (facts.state === "no-certificate") {
    return [
      {
        severity: "error",
        title: `The CA file ${seen} holds no certificate${facts.privateKey ? ", but a private key" : ""}`,
        why: `Node.js ignores such a file without a word: CARTO runs without the CA.${facts.privateKey ? " And a private key does not belong where every container can read it." : ""}`,
        seen: content,
        remedy: {
          do: `Put the certificate of the CA (PEM) into ${ca.file}${facts.privateKey ? ", and take the key out" : ""}.`,
        },
      },
    ];
  }
  if (facts.state === "broken-block") {
    return [
      {
        severity: "error",
        title: `Certificate ${facts.brokenBlock ?? "1"} in the CA file ${seen} is broken`,
        why: "Node.js takes the certificates before it and ignores this one and all that follow.",
        seen: content,
        remedy: {
          do: `Replace certificate ${facts.brokenBlock ?? "1"} in ${ca.file} by a whole one (usually a line is missing, or two blocks share a line).`,
        },
      },
    ];
  }
  if (facts.state !== "ok") return [];
  return [...leaves(ca, held), ...key(ca, held)];
}

function leaves({ facts, seen, file }: ExtraCa, held: string[]): Fault[] {
  if (facts.certificates.length === 0 || facts.certificates.some(({ ca }) => ca)) return [];
  return [
    {
      severity: "warning",
      title: `The CA file ${seen} holds no CA, but the certificate of a server`,
      why: "A server's certificate vouches for itself alone, and only where it is self-signed: what the same CA signs for others, or for this server next year, is not trusted.",
      seen: held,
      remedy: {
        do: `Put the certificate of the CA that issued it into ${file} instead: usually whoever runs the server has it.`,
      },
    },
  ];
}

function key({ facts, seen, file }: ExtraCa, held: string[]): Fault[] {
  if (!facts.privateKey) return [];
  return [
    {
      severity: "warning",
      title: `The CA file ${seen} holds a private key beside its certificates`,
      why: "Its certificates are used, and the key is ignored; but every container, and whoever sees the configuration, can read the key.",
      seen: held,
      remedy: { do: `Take the private key out of ${file}, and regard it as known to others.` },
    },
  ];
}

function converted({ file }: ExtraCa): Pick<Remedy, "do" | "snippet"> {
  const target = `${file.replace(/\.\w+$/, "")}.pem`;
  return {
    do: "Convert it to PEM, and name the new file in its place:",
    snippet: { language: "sh", text: `openssl x509 -inform der -in ${quoted(file)} -out ${quoted(target)}` },
  };
}
