// Remedies that are rules for a firewall, on the doctor's own way out and on the proxy's.

import type { FindingCode } from "../../src/diagnose/finding.ts";
import { executeOrThrow } from "./compose.ts";
import { type Cure, only, type Run } from "./cure.ts";
import { setAsPrinted } from "./cure-environment.ts";
import { alsoWithoutProxy, behindProxy, type Environment } from "./doctor.ts";
import { startPatient } from "./patient.ts";

/** As docker-compose.test.yml gives them. Databricks stands on both sides of the firewall. */
const SQUID = "198.18.91.10";
const POSTGRES = "198.18.92.50";
const OUTER_DATABRICKS = "198.18.92.40";
const DATABRICKS = `198.18.91.40,${OUTER_DATABRICKS}`;

const CHAIN = /^# .*\bthe chain is OUTPUT on the machine itself/m;

/** The rules stand on the machine itself: the text says which chain that is. */
function onTheMachineItself(text: string): string {
  if (!CHAIN.test(text)) throw new Error(`no word of the chain:\n${text}`);
  return text.replaceAll(" FORWARD ", " OUTPUT ");
}

/** Adds the rules of the fault (to a table that is there: the policy makes it, and an empty one would not be saved), and gives what takes away every rule that was added, the printed ones too. */
async function filter(service: "firewall" | "patient", commands: string[]): Promise<() => Promise<unknown>> {
  await executeOrThrow(service, `iptables -w -P OUTPUT ACCEPT; iptables-save >/tmp/before; ${commands.join("; ")}`);
  return () => executeOrThrow(service, "iptables-restore </tmp/before");
}

function applyIn(service: "firewall" | "patient"): Cure["apply"] {
  return async (text, before) => {
    await executeOrThrow(service, `set -e\n${onTheMachineItself(text)}`);
    return before;
  };
}

function behindFirewall(proxy: string, args: string[], environment: Environment = {}): Run {
  return {
    environment: { ...behindProxy(proxy), ...environment },
    args: ["--timeout", "6", ...args],
    where: { service: "doctor-behind-firewall" },
  };
}

const DROP = "-j DROP";
const RESET = "-j REJECT --reject-with tcp-reset";
const DROP_LARGE = "-m length --length 900:65535 -j DROP";

/** On the way to these addresses. */
function own(code: FindingCode, how: string, to: string, fault: string, run: Run): Cure {
  const rule = `iptables -w -A lab-out -p tcp -d ${to} ${fault}`;
  return { code, kind: "iptables", how, run, fault: () => filter("firewall", [rule]), apply: applyIn("firewall") };
}

function excluded(code: FindingCode, fault: string): Cure {
  const run = behindFirewall(PROXY, only("carto-auth"), EXCLUDING);
  const how = "NO_PROXY sends a host direct that is meant for the proxy";
  return { ...own(code, how, OUTER_DATABRICKS, fault, run), kind: "dotenv", apply: setAsPrinted, verify: false };
}

/** On the proxy's machine, where one host has an address of its own. */
function ofTheProxy(code: FindingCode, how: string, fault: string): Cure {
  const domains = ["--domains", "/opt/carto-proxy/domains", "--domains", "/lab/domains/own-address.yaml"];
  const args = ["--timeout", "6", ...domains, ...only("lab-own-address", "google-storage")];
  return {
    code,
    kind: "iptables",
    how,
    run: { environment: behindProxy("http://patient:3128"), args },
    fault: async () => {
      const stop = await startPatient([]);
      const open = await filter("patient", [`iptables -w -A OUTPUT -p tcp -d ${OUTER_DATABRICKS} ${fault}`]);
      return async () => {
        await open();
        await stop();
      };
    },
    apply: applyIn("patient"),
  };
}

const PROXY = `http://${SQUID}:3128`;
const POSTGRES_AT = `postgres@${POSTGRES}`;
const toPostgres = ["--warehouse", `postgres://${POSTGRES}/warehouse?sslmode=no-verify`, ...only(POSTGRES_AT)];
const databricks = (host: string) => [
  "--warehouse",
  `databricks://${host}/sql/1.0/warehouses/lab`,
  ...only(`databricks@${host}`),
];
const DBC = databricks("dbc-lab.cloud.databricks.com");
const EXCLUDING = alsoWithoutProxy("auth.carto.com");
const HELLO = "-m string --algo bm --string dbc-lab.cloud.databricks.com";

export const firewallCures: Cure[] = [
  own("proxy-unreachable", "packets to the proxy are dropped", SQUID, DROP, behindFirewall(PROXY, only("carto-auth"))),
  own("proxy-refused", "connections to the proxy are reset", SQUID, RESET, behindFirewall(PROXY, only("carto-auth"))),
  own("direct-blocked", "packets to PostgreSQL are dropped", POSTGRES, DROP, behindFirewall(PROXY, toPostgres)),
  own("direct-refused", "connections to PostgreSQL are reset", POSTGRES, RESET, behindFirewall(PROXY, toPostgres)),
  own("bypass-only-by-proxy", "Databricks is open by the proxy alone", DATABRICKS, DROP, behindFirewall(PROXY, DBC)),
  own("tls-reset", "a filter by server name", DATABRICKS, `${HELLO} ${RESET}`, behindFirewall(PROXY, DBC)),
  own("tls-silent", "large packets are dropped", DATABRICKS, DROP_LARGE, behindFirewall(PROXY, DBC)),
  own(
    "address-partly-dead",
    "packets to one of two addresses are dropped",
    OUTER_DATABRICKS,
    DROP,
    behindFirewall(PROXY, databricks("pair.lab.test")),
  ),
  own(
    "egress-leak",
    "the way past the proxy is open",
    "198.18.92.0/24",
    "-j ACCEPT",
    behindFirewall(PROXY, ["--strict-egress", ...only("*carto-auth")]),
  ),
  excluded("direct-blocked", DROP),
  excluded("direct-refused", RESET),
  ofTheProxy("proxy-upstream-unreachable", "a firewall behind the proxy resets", "-j REJECT --reject-with tcp-reset"),
  ofTheProxy("proxy-no-answer", "a firewall behind the proxy drops", "-j DROP"),
  ofTheProxy(
    "tunnel-silent",
    "a firewall behind the proxy drops large packets",
    "-m length --length 200:65535 -j DROP",
  ),
];
