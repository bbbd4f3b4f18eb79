// Runs the real command line in its container, on the closed network, as `docker-compose run --rm doctor …`.

import type { Report } from "../../src/report/report.ts";
import { compose, type Ended } from "./compose.ts";

export type Environment = Record<string, string>;

/** The names that CARTO's own services have in a single-VM deployment. */
const NO_PROXY = "localhost,notifier,workspace-api,maps-api,import-api,lds-api,http-cache,redis,workspace-postgres";

/** As CARTO's guide asks for it: each variable in both cases, and for an HTTPS proxy no GRPC_PROXY. */
export function behindProxy(url: string): Environment {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", ...(url.startsWith("https:") ? [] : ["GRPC_PROXY"])];
  return { ...inBothCases(names, url), ...inBothCases(["NO_PROXY"], NO_PROXY) };
}

/** NO_PROXY with one host more. */
export function alsoWithoutProxy(host: string): Environment {
  return inBothCases(["NO_PROXY"], `${NO_PROXY},${host}`);
}

function inBothCases(names: string[], value: string): Environment {
  return Object.fromEntries(
    names.flatMap((name) => [
      [name, value],
      [name.toLowerCase(), value],
    ]),
  );
}

/** What tells the doctor that the lab's root is a public one, and what keeps detection out of the picture. */
export const LAB_OPTIONS = [
  ...["--public-roots", "/certs/public-root.crt", "--deployment", "vm"],
  // The other client libraries have scenarios of their own: test/fidelity.
  ...["--clients", "postgres"],
];

export interface Where {
  /** A name, for scenarios that do something to it meanwhile. */
  container?: string;
  /** The network that has no way out but the proxy, or the firewall's, which has one of its own too. */
  service?: "doctor" | "doctor-behind-firewall";
}

export function runDoctor(environment: Environment, args: string[], where?: Where): Promise<Ended> {
  return runCommand("doctor", environment, args, where);
}

export function runCommand(
  command: "doctor" | "plan",
  environment: Environment,
  args: string[],
  { container, service = "doctor" }: Where = {},
): Promise<Ended> {
  const settings = Object.entries(environment).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const named = container === undefined ? [] : ["--name", container];
  return compose("run", "--rm", "-T", "--no-deps", ...named, ...settings, service, command, ...LAB_OPTIONS, ...args);
}

export function parseReport(ended: Ended): Report {
  try {
    return JSON.parse(ended.stdout) as Report;
  } catch {
    throw new Error(`no JSON on stdout, exit code ${ended.exitCode}\nstdout: ${ended.stdout}\nstderr: ${ended.stderr}`);
  }
}
