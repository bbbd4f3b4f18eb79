// Runs the real command line in its container, on the closed network.

import type { Report } from "../../src/report/report.ts";
import { compose, containerOf, dockerEnds, type Ended } from "./compose.ts";

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
  /** The network that has no way out but the proxy, or the firewall's, which has one of its own too. */
  service?: "doctor" | "doctor-behind-firewall";
}

export const PROGRAM = ["node", "/opt/carto-proxy/dist/cli.js"];

/** With this environment and no other, in its container. */
export function runDoctor(environment: Environment, args: string[], where?: Where): Promise<Ended> {
  return runCommand("doctor", environment, args, where);
}

export async function runCommand(
  command: "doctor" | "plan",
  environment: Environment,
  args: string[],
  { service = "doctor" }: Where = {},
): Promise<Ended> {
  const container = await containerOf(service);
  return dockerEnds("exec", ...settings(environment), container, ...PROGRAM, command, ...LAB_OPTIONS, ...args);
}

/** The same as the first process of a container of its own, for scenarios that do something to that container meanwhile. */
export function runDoctorAlone(name: string, environment: Environment, args: string[]): Promise<Ended> {
  const entrypoint = ["--entrypoint", PROGRAM.join(" ")];
  const options = ["--rm", "-T", "--no-deps", "--name", name, ...settings(environment), ...entrypoint];
  return compose("run", ...options, "doctor", "doctor", ...LAB_OPTIONS, ...args);
}

/** As options of docker and compose. */
export function settings(environment: Environment): string[] {
  return Object.entries(environment).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
}

export function parseReport(ended: Ended): Report {
  try {
    return JSON.parse(ended.stdout) as Report;
  } catch {
    throw new Error(`no JSON on stdout, exit code ${ended.exitCode}\nstdout: ${ended.stdout}\nstderr: ${ended.stderr}`);
  }
}
