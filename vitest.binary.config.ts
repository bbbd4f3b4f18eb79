import { defineConfig } from "vitest/config";

// The single file, built anew, in an empty root file system, beside the npm package. Linux alone; chroot needs root.
export default defineConfig({
  test: {
    include: ["test/package/binary/**/*.test.ts"],
    globalSetup: ["test/package/binary/setup.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
