// The doctor's container kept running, for suites that run it dozens of times: starting one by Compose takes seconds.

import { composeOrThrow, docker, dockerEnds, type Ended } from "./compose.ts";
import { type Environment, LAB_OPTIONS } from "./doctor.ts";

type Service = "doctor" | "doctor-behind-firewall";

const running = new Map<Service, Promise<string>>();

/** One run of the doctor in its own process, with this environment and no other. */
export async function examine(service: Service, environment: Environment, args: string[]): Promise<Ended> {
  const name = await (running.get(service) ?? start(service));
  const settings = Object.entries(environment).flatMap(([variable, value]) => ["-e", `${variable}=${value}`]);
  const program = ["node", "/opt/carto-proxy/dist/cli.js"];
  return dockerEnds("exec", ...settings, name, ...program, "doctor", ...LAB_OPTIONS, ...args);
}

export async function dismissSubjects(): Promise<void> {
  const names = await Promise.all(running.values());
  running.clear();
  if (names.length > 0) await docker("rm", "-f", ...names);
}

function start(service: Service): Promise<string> {
  const name = `carto-proxy-lab-cured-${service}`;
  const started = (async () => {
    await dockerEnds("rm", "-f", name);
    await composeOrThrow("run", "-d", "--no-deps", "--name", name, "--entrypoint", "sleep", service, "infinity");
    return name;
  })();
  running.set(service, started);
  return started;
}
