import { defineConfig } from "vitest/config";

// Rings 1 and 2: tables without I/O, and real sockets on loopback. The compose ring has a configuration of its own.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/compose/**", "test/fidelity/**", "test/package/binary/**"],
    // Vitest's own choice is one less than the cores, which on a machine of two is one file at a time; most files wait for sockets.
    maxWorkers: "100%",
    globalSetup: ["test/causes/cure-count.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
