import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// Unit tests touch no socket; integration tests talk over loopback to real servers; interop tests
// need programs that npm does not bring (docker-registry, olareg, oras, ...).
export default defineConfig({
  resolve: { alias: { "server-only": new URL("./scripts/empty.mjs", import.meta.url).pathname } },
  test: {
    // Left to itself vitest leaves one core to itself, and on two cores runs one file at a time: most of ours wait for
    // time-outs, not for a core.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "lib/**/*.test.ts",
            "components/**/*.test.{ts,tsx}",
            "app/**/*.test.ts",
            "scripts/**/*.test.ts",
          ],
          exclude: ["**/*.integration.test.ts", "**/*.interop.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: ["{lib,scripts,app,components}/**/*.integration.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "interop",
          include: ["interop/**/*.interop.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
