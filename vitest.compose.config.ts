import { defineConfig } from "vitest/config";

// Ring 3: the real command line in a container, against a real Squid, PostgreSQL and Redis. Needs a Docker engine on Linux.
export default defineConfig({
  test: {
    include: ["test/compose/**/*.test.ts"],
    // 23 scenarios by 8 libraries take as long as all else: the same matrix is played in network namespaces by test:fidelity.
    exclude: ["**/node_modules/**", ...(process.env.CARTO_PROXY_LAB_FIDELITY ? [] : ["test/compose/fidelity.test.ts"])],
    globalSetup: ["test/compose/setup.ts"],
    // The lab is one, and some scenarios stop parts of it.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
