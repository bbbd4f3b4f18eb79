// What a reader of a ticket wants first: the verdict and the counts; and last: which versions looked at what.

import type { Verdict } from "../../report/report.ts";
import { code, cut, plain } from "./escape.ts";
import type { Part } from "./markdown.ts";

export const head: Part = (report) => {
  const { summary, run, settings, findings } = report;
  const errors = findings.filter(({ severity }) => severity === "error");
  const causes = [...new Set(errors.map((finding) => code(finding.code)))].join(", ");
  return {
    title: null,
    what: "line",
    blocks: [
      `# carto-proxy: ${summary.verdict.toUpperCase()} (exit code ${summary.exitCode})`,
      [
        `- Run ${code(run.id)}, ${plain(run.startedAt)}${run.complete ? "" : ", **cut short: not every check was done**"}`,
        `- Deployment: ${settings.deployment} (${plain(cut(settings.deploymentFrom, 200))})`,
        ...(report.checks.length > 0
          ? [`- Required checks: ${tally(summary.required)}`, `- Optional checks: ${tally(summary.optional)}`]
          : ["- No check was run."]),
        `- ${errors.length === 0 ? "No error was found." : `Errors: ${causes}`}`,
      ].join("\n"),
    ],
  };
};

export const versions: Part = ({ tool, run, whitelist }) => {
  const { os, container, kubernetes } = run.host;
  const place = kubernetes ? `, in Kubernetes (${kubernetes})` : container ? ", in a container" : "";
  return {
    title: "Versions",
    what: "line",
    blocks: [
      [
        `- carto-proxy ${plain(tool.version)}, Node.js ${plain(tool.node)}${tool.judgedBy ? `, judged again by ${plain(tool.judgedBy)}` : ""}`,
        `- Host: ${plain(cut(`${os}${place}`, 300))}`,
        `- Whitelist ${plain(cut(whitelist.version, 100))}, ${whitelist.domains} domains, SHA-256 ${code(whitelist.sha256)}`,
        `- Command: ${code(cut(run.command.join(" "), 800))}`,
      ].join("\n"),
    ],
  };
};

function tally(counts: Record<Verdict, number>): string {
  const some = Object.entries(counts).filter(([, count]) => count > 0);
  return some.map(([verdict, count]) => `${count} ${verdict}`).join(", ") || "none";
}
