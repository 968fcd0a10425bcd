/** `tsx scripts/bundle.ts [DIST]`, after tsc: puts what `burnline test` loads into one file, which halves its start. */
import { bundleTestCommand } from "./bundle-test-command.ts";

await bundleTestCommand(process.argv[2] ?? "dist");
