// Writes THIRD-PARTY.md, the licences of what the product needs to run: `npm run licences`.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lockedPackages } from "./package-lock.ts";

export const licenceFile = fileURLToPath(new URL("../THIRD-PARTY.md", import.meta.url));

export function licenceList(): string {
  const packages = lockedPackages().filter(({ production }) => production);
  const kinds = Map.groupBy(packages, ({ license }) => license);
  const counts = [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([license, all]) => `${license} ${all.length}`)
    .join(", ");
  const rows = packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
  return `# Third-party software

What carto-proxy needs to run, by name and licence as each package states it (generated from \`package-lock.json\` by
\`npm run licences\`). ${packages.length} packages: ${counts}. The single file holds some of them and Node.js (MIT, with the software listed in
its own LICENSE); its SBOM stands beside it.

| package | version | licence |
| --- | --- | --- |
${rows.join("\n")}
`;
}

if (import.meta.main) writeFileSync(licenceFile, licenceList());
