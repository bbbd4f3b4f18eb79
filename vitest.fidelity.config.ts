import { defineConfig } from "vitest/config";

// The real client libraries beside the doctor, in network namespaces on this machine. Linux, with unshare and ip; strace for the footprint.
export default defineConfig({
  test: {
    include: ["test/fidelity/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
  },
});
