// Which addresses work, where a name has several: those of a direct target, and those of the proxy, its nodes. Each asked about once a run.

import type { Check, ProxyRoute } from "../plan/check.ts";
import type { Measure } from "./follow-up.ts";
import type {
  AddressTrial,
  FollowUp,
  NodeSurvey,
  Observation,
  PhaseRecord,
  ProxyNode,
  TcpFacts,
} from "./observation.ts";
import type { Prober } from "./prober.ts";
import { ProxyIdentity } from "./proxy-identity.ts";
import { authority, proxyOf } from "./proxy-route.ts";
import { proxyTls } from "./steps/proxy-tls.ts";
import { tcp } from "./steps/tcp.ts";
import { tunnel } from "./steps/tunnel.ts";

const PATIENCE_MS = 3000;
/** Of one name; more than that is a content network, whose addresses are not ours to count. */
const MOST_ADDRESSES = 8;

export class AddressQuestions {
  readonly #measure: Measure;
  readonly #asked = new Set<string>();

  constructor(measure: Measure) {
    this.#measure = measure;
  }

  /** @returns the observation with what was found out; the same where there was nothing to ask */
  async ask(check: Check, seen: Observation): Promise<Observation> {
    if (check.kind !== "path" || seen.outcome !== "done") return seen;
    const addresses = addressesOf(seen);
    const reached = tcpOf(seen);
    if (addresses.length < 2 || !reached?.address) return seen;
    const { route } = check;
    if (route.kind === "direct") return this.#targets(check, addresses, reached, seen);
    return this.#nodes(check, route, addresses, reached, seen);
  }

  /** TCP alone, closed as soon as it is there. */
  async #targets(check: Check, names: string[], reached: TcpFacts, seen: Observation): Promise<Observation> {
    if (!this.#isFirst(`${authority(check.host, check.port)}`)) return seen;
    const trial = async (address: string): Promise<AddressTrial[]> => {
      const known = reached.attempts.find((attempt) => attempt.address === address && attempt.result !== "abandoned");
      if (known)
        return [{ address, works: known.result === "connected", failure: known.failure ?? null, ms: known.ms }];
      const observation = await this.#measure(check, { prober: connectionTo(address), atMostMs: PATIENCE_MS });
      const record = observation.phases.find(({ phase }) => phase === "tcp");
      if (observation.outcome !== "done" || !record) return [];
      return [{ address, works: record.ok, failure: record.failure ?? null, ms: record.ms }];
    };
    const addresses = (await Promise.all(names.map(trial))).flat();
    return withAnswer(seen, { addresses });
  }

  /**
   * The same CONNECT by every address of the proxy: when the first tunnel opened, and once more when one was refused or broke before
   * any had opened, since the node that is tried first may be the bad one.
   */
  async #nodes(
    check: Check,
    route: ProxyRoute,
    addresses: string[],
    reached: TcpFacts,
    seen: Observation,
  ): Promise<Observation> {
    const tunnelled = seen.phases.some((record) => record.phase === "tunnel" && record.ok);
    const failed = seen.phases.find((record) => record.failure);
    if (!tunnelled && (!failed || !isNodesOwn(failed))) return seen;
    if (!tunnelled && this.#asked.has(`${route.proxy} opened`)) return seen;
    if (!this.#isFirst(`${route.proxy} ${tunnelled ? "opened" : "failed"}`)) return seen;
    const others = addresses.filter((address) => address !== reached.address);
    const own: ProxyNode = { address: reached.address ?? "", ...resultOf(seen.phases) };
    // As slow as the first one may be, without being called bad for it.
    const atMostMs = Math.max(PATIENCE_MS, 4 * own.ms);
    const trial = async (address: string): Promise<ProxyNode[]> => {
      const observation = await this.#measure(check, { prober: tunnelBy(address, route), atMostMs });
      return observation.outcome === "done" ? [{ address, ...resultOf(observation.phases) }] : [];
    };
    const survey: NodeSurvey = {
      proxy: route.proxy,
      target: authority(check.host, check.port),
      nodes: [own, ...(await Promise.all(others.map(trial))).flat()],
    };
    return withAnswer(seen, { nodes: survey });
  }

  #isFirst(key: string): boolean {
    if (this.#asked.has(key)) return false;
    this.#asked.add(key);
    return true;
  }
}

/** Anything but a wish to be asked later: that is no fault of one node. */
function isNodesOwn(failed: PhaseRecord): boolean {
  if (failed.phase === "proxy-tls") return true;
  return failed.phase === "tunnel" && failed.facts.refusal?.kind !== "rate-limited";
}

function connectionTo(address: string): Prober {
  return async (check, context, trace) => {
    await tcp({ host: check.host, port: check.port }, [address], context, trace);
  };
}

function tunnelBy(address: string, route: ProxyRoute): Prober {
  return async (check, context, trace) => {
    const proxy = proxyOf(route, context.settings);
    // What stands on the port of one node says nothing of the others: nobody is to remember it.
    const own = { ...context, identity: new ProxyIdentity(AbortSignal.abort(), context.timeoutMs, context.redact) };
    const plain = await tcp(proxy, [address], own, trace);
    const socket = proxy.scheme === "https" ? await proxyTls(plain, proxy, own, trace) : plain;
    await tunnel(socket, check, proxy, own, trace);
  };
}

function resultOf(phases: PhaseRecord[]): Omit<ProxyNode, "address"> {
  const upTo = phases.filter(({ phase }) => ["tcp", "proxy-tls", "tunnel"].includes(phase));
  const failed = upTo.find((record) => record.failure);
  const reply = upTo.flatMap((record) => (record.phase === "tunnel" ? [record.facts.reply] : []))[0];
  return {
    works: upTo.some((record) => record.phase === "tunnel" && record.ok),
    phase: failed?.phase ?? null,
    failure: failed?.failure ?? null,
    status: reply?.status ?? null,
    ms: Math.round(upTo.reduce((sum, { ms }) => sum + ms, 0) * 10) / 10,
  };
}

function addressesOf({ phases }: Observation): string[] {
  const record = phases.find(({ phase }) => phase === "dns");
  return record?.phase === "dns" ? [...new Set(record.facts.addresses)].slice(0, MOST_ADDRESSES) : [];
}

function tcpOf({ phases }: Observation): TcpFacts | null {
  const record = phases.find(({ phase }) => phase === "tcp");
  return record?.phase === "tcp" ? record.facts : null;
}

function withAnswer(seen: Observation, answer: FollowUp): Observation {
  return { ...seen, followUp: { ...seen.followUp, ...answer } };
}
