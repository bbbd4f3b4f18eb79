// The modules that the product forks, by the name that they have in dist/. A new one is one line here.

export const CHILDREN: Record<string, () => Promise<unknown>> = {
  "resolver-child.js": () => import("../../src/probe/resolver-child.ts"),
  "postgres-child.js": () => import("../../src/probe/clients/postgres-child.ts"),
};
