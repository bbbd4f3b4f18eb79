import { defineConfig } from "vitest/config";

// Rings 1 and 2: tables without I/O, and real sockets on loopback. The compose ring has a configuration of its own.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/compose/**", "test/fidelity/**", "test/package/binary/**"],
    globalSetup: ["test/causes/cure-count.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
