// The two cases of one variable differ, or one of them is missing: client libraries read different ones.

import type { SettingsSummary } from "../../settings/settings.ts";
import type { Evidence } from "../evidence.ts";
import type { Finding, Remedy } from "../finding.ts";
import { listed } from "../phrase.ts";
import type { ConfigurationRule } from "../rule.ts";
import { CARTO_PROXY } from "../sources.ts";
import { type Change, corrections } from "./change.ts";
import { checkCommand } from "./check-command.ts";
import { configured, filled, settingLines } from "./configured.ts";
import { bothCases, mendedUrl, proxyOfFamily } from "./mended-url.ts";
import { mendedNoProxy } from "./no-proxy/mended.ts";
import { namesProxy } from "./no-proxy/value.ts";

export const proxyVariableCase: ConfigurationRule = {
  code: "proxy-variable-case",
  page: {
    summary: "The upper and lower case of one proxy variable differ, or one of the two is missing.",
    severities: ["error", "warning"],
    means:
      "Client libraries read different cases: the gRPC client the lower one alone, curl the lower one of HTTP_PROXY alone, the Google libraries the upper one first, most others the lower one first. Where the two differ, parts of CARTO use different proxies, or different exclusions. A lower-case variable that is set to nothing hides the upper-case one from undici, which then connects direct. Where one is missing, the libraries that read it alone go without.",
    recognised:
      "HTTP_PROXY, HTTPS_PROXY, GRPC_PROXY and NO_PROXY are compared with their lower-case spellings; two lists with the same entries are the same. Two values that differ, or an empty lower-case one beside an upper-case one, are an error; a missing one is a warning.",
    evidence: ["both values, each with its file and line"],
    remedies: [{ who: "operator", do: "Set each variable in upper and in lower case, to the same value." }],
    verify: "Run carto-proxy config check with the same files.",
    related: ["proxy-variable-missing", "proxy-variables-differ", "no-proxy-ambiguous"],
    sources: [CARTO_PROXY],
  },
  judge(evidence) {
    const { settings } = evidence;
    // Without a proxy a list of exceptions decides nothing.
    const families = FAMILIES.filter((name) => name !== "NO_PROXY" || namesProxy(settings));
    const wrong = families.filter((name) => conflict(name, settings));
    const single = families.filter((name) => !wrong.includes(name) && isAlone(name, settings));
    return [
      ...(wrong.length > 0 ? [differing(wrong, evidence)] : []),
      ...(single.length > 0 ? [missing(single, evidence)] : []),
    ];
  },
};

const FAMILIES = ["HTTP_PROXY", "HTTPS_PROXY", "GRPC_PROXY", "NO_PROXY"];

function conflict(name: string, settings: SettingsSummary): boolean {
  const upper = filled(settings, name);
  const lower = configured(settings, name.toLowerCase());
  if (upper === null || lower === null) return false;
  return plain(name, upper.value) !== plain(name, lower.value);
}

function isAlone(name: string, settings: SettingsSummary): boolean {
  return (filled(settings, name) === null) !== (filled(settings, name.toLowerCase()) === null);
}

/** What the value comes to: blanks, a slash at the end and the order of a list make no difference to what is meant. */
function plain(name: string, value: string | null): string {
  const text = (value ?? "").trim();
  if (name !== "NO_PROXY") return text.replace(/\/$/, "").toLowerCase();
  return [...new Set(text.split(",").map((entry) => entry.trim()))].filter(Boolean).toSorted().join(",");
}

function differing(names: string[], evidence: Evidence): Finding {
  const { settings, checks } = evidence;
  const hidden = names.filter((name) => filled(settings, name.toLowerCase()) === null);
  const reasons = names.map((name) => name.toLowerCase());
  return {
    code: "proxy-variable-case",
    severity: "error",
    title: `Upper and lower case differ: ${listed(names, 4)}`,
    why:
      hidden.length === names.length
        ? `${listed(
            hidden.map((name) => name.toLowerCase()),
            4,
          )} ${hidden.length > 1 ? "are" : "is"} set to nothing. For some clients (undici) that hides the upper-case variable, and they connect direct; others read on and use the proxy.`
        : "Some of CARTO's clients read the one, some the other first (the Google libraries the upper-case one, most others the lower-case one), and the gRPC client reads the lower-case one alone: they use different proxies or exclusions.",
    evidence: lines(names, settings),
    affects: checks
      .filter(({ check: { route } }) => route.kind === "proxy" && reasons.includes(route.reason))
      .map(({ check }) => check.id),
    ...remedy("Set both cases to one value (if the other one was meant, write that)", names, evidence),
  };
}

function missing(names: string[], evidence: Evidence): Finding {
  const { settings } = evidence;
  const set = names.map((name) => filled(settings, name)?.name ?? name.toLowerCase());
  return {
    code: "proxy-variable-case",
    severity: "warning",
    title: `${listed(set, 4)} ${set.length > 1 ? "are" : "is"} set in one case of letters only`,
    why: "CARTO's documentation asks for both cases. The gRPC client reads the lower-case variables alone, curl the lower case of HTTP_PROXY alone; other clients read both.",
    evidence: lines(names, settings),
    affects: [],
    ...remedy("Set the other case too", names, evidence),
  };
}

function lines(names: string[], settings: SettingsSummary): string[] {
  return settingLines(names.flatMap((name) => [configured(settings, name), configured(settings, name.toLowerCase())]));
}

function remedy(what: string, names: string[], evidence: Evidence): Pick<Finding, "remedies" | "corrections"> {
  const { settings } = evidence;
  const changes = names.flatMap((name) => meant(name, evidence));
  const verify = checkCommand(settings);
  if (changes.length === 0)
    return { remedies: [{ who: "operator", do: `${what}: correct the values first.`, verify }] };
  const text = changes.map(({ name, value }) => `${name}=${value}`).join("\n");
  const words: Pick<Remedy, "do" | "snippet"> =
    settings.deployment === "vm"
      ? {
          do: `${what}, in customer.env (from which .env is written again) and in .env:`,
          snippet: { language: "dotenv", text },
        }
      : {
          do: `${what}. CARTO's chart sets both to the same: take away what sets another one. The containers need:`,
          snippet: { language: "dotenv", text },
        };
  return { remedies: [{ who: "operator", ...words, verify }], ...corrections(changes, settings) };
}

function meant(name: string, evidence: Evidence): Change[] {
  if (name === "NO_PROXY") return bothCases([name], mendedNoProxy(evidence));
  const proxy = proxyOfFamily(evidence.settings, name);
  const url = proxy && mendedUrl(proxy);
  return url === null ? [] : bothCases([name], url);
}
