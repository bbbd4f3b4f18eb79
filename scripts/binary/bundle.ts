// All code of the single file as one CommonJS script, which is what Node.js takes: it cannot import modules from inside an executable.

import { fileURLToPath } from "node:url";
import { build, type Metafile, type Plugin } from "esbuild";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The demo needs certificates and a PostgreSQL of its own: it stays in the npm package. */
const withoutDemo: Plugin = {
  name: "without-demo",
  setup({ onResolve }) {
    onResolve({ filter: /\/demo\.ts$/ }, () => ({ path: `${root}scripts/binary/no-demo.ts` }));
  },
};

/** Writes the script to `outfile` and gives what it was made from. `executableUrl` is a variable that it finds around itself. */
export async function bundle(entry: string, outfile: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    // Names of functions and classes are in messages and stacks.
    keepNames: true,
    // One byte a character: Node.js then needs not decode the script.
    charset: "ascii",
    legalComments: "none",
    platform: "node",
    target: "node24",
    format: "cjs",
    // With a code cache a script cannot import(): what is not bundled is built in, and can be required.
    supported: { "dynamic-import": false },
    // Optional parts of pg, which it does without, and the package that an operator brings along: not in the single file.
    external: ["pg-native", "pg-cloudflare", "@databricks/sql"],
    define: { "import.meta.url": "executableUrl" },
    plugins: [withoutDemo],
    metafile: true,
    logLevel: "warning",
  });
  return metafile;
}
