/** `npm run site [-- --from stacks] [--to build/site]`: the runbook pages as a static site. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildSite } from "./build-site.ts";
import { readPages } from "./read-pages.ts";

const root = join(import.meta.dirname, "../..");
const { values } = parseArgs({
  options: {
    from: { type: "string", default: join(root, "stacks") },
    to: { type: "string", default: join(root, "build/site") },
  },
});
const pages = readPages(values.from);
if (pages.length === 0) {
  process.stderr.write(`${values.from} has no runbook pages; npm run generate writes them\n`);
  process.exitCode = 2;
} else {
  await buildSite(pages, values.to);
  process.stdout.write(`${pages.length} pages in ${values.to}: open ${join(values.to, "index.html")}\n`);
}
