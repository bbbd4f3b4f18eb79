// The SBOM of the single file: Node.js with what it is built from, and the packages that are really in the script.

import { readFileSync } from "node:fs";
import type { Metafile } from "esbuild";
import { type LockedPackage, lockedPackages } from "../package-lock.ts";

interface Component {
  type: "application" | "library" | "platform";
  "bom-ref": string;
  name: string;
  version: string;
  purl?: string;
  licenses?: ({ license: { id: string } } | { expression: string })[];
  hashes?: { alg: "SHA-256" | "SHA-512"; content: string }[];
}

/** CycloneDX 1.5, without a time or a serial number: the same input gives the same file. */
export interface Sbom {
  bomFormat: "CycloneDX";
  specVersion: "1.5";
  version: 1;
  metadata: { component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** The packages of which at least one byte is in the bundle. A version that stands in several folders is one. */
export function bundledPackages({ outputs }: Metafile): LockedPackage[] {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = new Set(inputs.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const inside = lockedPackages().filter(({ path }) => folders.has(path));
  return [...new Map(inside.map((one) => [`${one.name}@${one.version}`, one])).values()];
}

export function singleFileSbom(packages: LockedPackage[], file: { name: string; sha256: string }): Sbom {
  const { name, version, license } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const own = `${name}@${version}`;
  const { node, ...parts } = process.versions;
  const platform: Component = {
    type: "platform",
    "bom-ref": `node@${node}`,
    name: "node",
    version: node,
    purl: `pkg:generic/node@${node}`,
    licenses: licences("MIT"),
  };
  const built = Object.entries(parts)
    .filter(([part, value]) => value && !NO_COMPONENTS.includes(part))
    .map(
      ([part, value = ""]): Component => ({
        type: "library",
        "bom-ref": `${part}@${value}`,
        name: part,
        version: value,
      }),
    );
  const bundled = packages.map(component);
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": own,
        name: file.name,
        version,
        purl: `pkg:npm/${name}@${version}`,
        licenses: licences(license),
        hashes: [{ alg: "SHA-256", content: file.sha256 }],
      },
    },
    components: [platform, ...built, ...bundled],
    dependencies: [
      { ref: own, dependsOn: [platform, ...bundled].map((each) => each["bom-ref"]) },
      { ref: platform["bom-ref"], dependsOn: built.map((each) => each["bom-ref"]) },
    ],
  };
}

/** Numbers of interfaces and data among process.versions, not of software. */
const NO_COMPONENTS = ["modules", "napi", "cldr", "tz", "unicode"];

function component({ name, version, license, integrity }: LockedPackage): Component {
  const [, hash] = integrity?.split("sha512-") ?? [];
  return {
    type: "library",
    "bom-ref": `${name}@${version}`,
    name,
    version,
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    licenses: licences(license),
    ...(hash !== undefined && { hashes: [{ alg: "SHA-512", content: Buffer.from(hash, "base64").toString("hex") }] }),
  };
}

function licences(text: string): Component["licenses"] {
  return /^[\w.+-]+$/.test(text) ? [{ license: { id: text } }] : [{ expression: text }];
}
