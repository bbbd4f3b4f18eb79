import { defineConfig } from "vitest/config";

// Ring 3: the real command line in a container, against a real Squid, PostgreSQL and Redis. Needs a Docker engine on Linux.
export default defineConfig({
  test: {
    include: ["test/compose/**/*.test.ts"],
    // The packages of the staged doctor bring tests of their own.
    exclude: ["**/node_modules/**"],
    globalSetup: ["test/compose/setup.ts"],
    // The lab is one, and some scenarios stop parts of it.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
