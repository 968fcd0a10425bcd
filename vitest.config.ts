import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Type tests run beside the others; type errors outside them are `npm run typecheck`'s to report.
    typecheck: {
      enabled: true,
      include: ["test/**/*.test-d.ts"],
      tsconfig: "./tsconfig.types.json",
      ignoreSourceErrors: true,
    },
    // Threads start faster than forks; two of them, because promtool takes the cores of a small machine itself.
    pool: "threads",
    // Modules are loaded once a worker instead of once a file; no test changes what another one sees.
    isolate: false,
    maxWorkers: 2,
    // Transformed modules stay on disk between runs.
    experimental: { fsModuleCache: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // With CI set, a missing or changed snapshot fails instead of being written.
    ...(process.env.CI === undefined ? {} : { update: false }),
    allowOnly: process.env.CI === undefined,
  },
});
