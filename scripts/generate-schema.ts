import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { schemaFiles } from "../lib/model/schema/generate.ts";

const ROOT = join(import.meta.dirname, "..");

for (const { path, content } of schemaFiles()) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), content);
  console.log(path);
}
