import { join } from "node:path";
import { build, type Plugin } from "esbuild";

const ROOT = join(import.meta.dirname, "..");

/** Modules that the command shares with the one that starts it, since an error is known by its class. */
const shared: Plugin = {
  name: "shared",
  setup({ onResolve }) {
    onResolve({ filter: /\/core\/issue\.ts$/ }, () => ({ path: "../core/issue.js", external: true }));
  },
};

/** Replaces the compiled `burnline test` below `dist` by one file with all that it imports of ours. */
export async function bundleTestCommand(dist: string): Promise<void> {
  await build({
    entryPoints: [join(ROOT, "lib/cli/test-command.ts")],
    outfile: join(dist, "lib/cli/test-command.js"),
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    legalComments: "none",
    // Half the text is half the time to read it; names stay, for stack traces.
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: "warning",
    plugins: [shared],
  });
}
