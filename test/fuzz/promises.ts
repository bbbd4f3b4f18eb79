// What must hold for every check, whatever it was fed: each broken promise as a sentence.

import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { schemaFile } from "../../scripts/report-schema.ts";
import { diagnose } from "../../src/diagnose/diagnose.ts";
import { json } from "../../src/output/json.ts";
import { table } from "../../src/output/table/table.ts";
import { evidenceOf } from "../../src/report/evidence.ts";
import type { Report, ReportedCheck } from "../../src/report/report.ts";
import { isConfiguration } from "../../src/report/verdict.ts";
import { CANARY, type Case } from "./places.ts";

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(schemaFile, "utf8")),
);
/** Nothing that a terminal acts on, hides or reorders. */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/u;
/** The machine may be slow, and at its end a check may ask one more question. */
const MARGIN_MS = 15_000;

export function brokenByCheck(one: Case, checked: ReportedCheck, report: Report, timeoutMs: number): string[] {
  const { verdict, phases, durationMs, followUp, reason } = checked;
  const broken: string[] = [];
  if (verdict === "unknown") broken.push(`not measured: ${reason}`);
  if (verdict === "skipped" && checked.kind !== "policy") broken.push(`skipped: ${reason}`);
  if (!followUp?.rateLimited && durationMs > timeoutMs + MARGIN_MS) broken.push(`took ${durationMs} ms`);
  const failed = phases.filter((record) => !record.ok || record.failure);
  if (failed.length > 1 || (failed[0] && failed[0] !== phases.at(-1))) broken.push("goes on behind a failure");
  if (failed[0] && !failed[0].failure) broken.push("a failure without a name");
  if ((failed[0]?.failure?.cause.length ?? 0) > 300) broken.push("a cause of more than 300 characters");
  const errors = report.findings.filter(
    ({ severity, code, affects }) => severity === "error" && !isConfiguration(code) && affects.includes(checked.id),
  );
  if (errors.length !== (verdict === "fail" ? 1 : 0)) broken.push(`${verdict} with ${errors.length} error findings`);
  if (!one.waits && failed[0]?.failure?.code === "timed-out") broken.push("waits for a peer that has hung up");
  if (verdict === "pass" || verdict === "warn") broken.push(...falsePass(one, checked));
  return broken;
}

/** Anything that got through was answered in the words of the protocol. */
function falsePass(one: Case, { kind, protocol, phases }: ReportedCheck): string[] {
  if (kind === "policy") return [];
  const last = phases.at(-1);
  if (protocol === "tcp" && last?.phase === "tunnel") return last.facts.reply?.status === 200 ? [] : ["no tunnel"];
  if (one.neverPasses && one.verify) return ["passes on bytes that are no answer"];
  if (protocol === "tls")
    return last?.phase === "tls" && (last.facts.verified || !one.verify) ? [] : ["passes unverified"];
  if (last?.phase === "login") return [];
  if (last?.phase !== "exchange") return [`passes with ${last?.phase} as its last phase`];
  const { facts } = last;
  switch (facts.protocol) {
    case "http":
      return saidBy(one, facts.reply?.status ?? -1)
        ? []
        : [`passes with a status that nobody sent: ${facts.reply?.status}`];
    case "grpc":
      return facts.status === null ? ["passes without a status"] : [];
    case "postgres":
      return facts.answer === null ? ["passes without an answer"] : [];
    case "redis":
      return /^(\+PONG|-[A-Z])/i.test(facts.reply ?? "") ? [] : [`passes with ${facts.reply}`];
    case "traffic":
      return facts.reply === null ? ["passes without an answer"] : [];
  }
}

/** Node.js takes the status line of RTSP too, in CARTO's clients as here. */
function saidBy({ script }: Case, status: number): boolean {
  if (script === null) return status === 200;
  const said = Buffer.concat(script.acts.map((act) => ("say" in act ? act.say : Buffer.alloc(0)))).toString("latin1");
  return status >= 200 && new RegExp(`(?:HTTP|RTSP|ICE)/\\d\\.\\d ${String(status).padStart(3, "0")}`).test(said);
}

export function brokenByReport(report: Report): string[] {
  const text = JSON.stringify(report);
  const copy: Report = JSON.parse(text);
  const broken: string[] = [];
  if (!validate(copy)) broken.push(`schema: ${JSON.stringify(validate.errors?.slice(0, 2))}`);
  if (differs(report, copy)) broken.push("the report is no plain JSON");
  const again = diagnose(evidenceOf(copy));
  if (JSON.stringify(again) !== JSON.stringify(report.findings)) broken.push("judged again, it is found otherwise");
  const texts: Record<string, string> = { json: json(report) };
  for (const detail of ["normal", "verbose"] as const) {
    texts[detail] = table(report, { width: 100, color: false, detail });
  }
  for (const [name, shown] of Object.entries(texts)) {
    const found = UNPRINTABLE.exec(shown);
    if (found) broken.push(`${name}: unprintable ${JSON.stringify(shown.slice(found.index - 40, found.index + 20))}`);
    for (const form of secretForms()) if (shown.includes(form)) broken.push(`${name}: shows ${form}`);
  }
  return broken;
}

function secretForms(): string[] {
  const { user, password } = CANARY;
  return [user, password, Buffer.from(`${user}:${password}`).toString("base64"), encodeURIComponent(password)];
}

/** As toEqual would say, but in bounded time: `undefined`, NaN, dates and the like do not survive JSON. */
function differs(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null)
    return !Object.is(one, other);
  const keys = Object.keys(one);
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other) || keys.length !== Object.keys(other).length)
    return true;
  return keys.some((key) => differs((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}
