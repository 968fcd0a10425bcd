import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { writeFiles } from "../../../lib/targets/files/write.ts";
import { isFullRun } from "../../support/promtool.ts";
import { treeOf } from "./temporary-root.ts";

const systems = ["checkout", "pay"] as const;

/** Paths that nest and clash on purpose: over several runs `a` is a file, then a folder, then a file again. */
const names = fc.constantFrom("a", "b", "a/b", "a/c", "d/e/f", "d/e", "x y.json");
const content = fc.oneof(fc.string({ unit: "grapheme" }), fc.array(fc.string({ unit: "grapheme" }), { maxLength: 3 }));
const run = fc.record({
  system: fc.constantFrom(...systems),
  files: fc.uniqueArray(fc.tuple(fc.constantFrom("rules", "stacks"), names, content), {
    selector: ([folder, name]) => `${folder}/${name}`,
    maxLength: 6,
  }),
});

it("after any runs, the disk holds what was last accepted for each system, the records, and what was never ours", () => {
  fc.assert(
    fc.property(fc.array(run, { maxLength: 8 }), (runs) => {
      const root = mkdtempSync(join(tmpdir(), "burnline-property-"));
      try {
        const foreign = { "stacks/checkout/system.ts": "model", "rules/README.md": "notes", "stacks/pay/a.ts": "" };
        for (const [path, text] of Object.entries(foreign)) {
          mkdirSync(dirname(join(root, path)), { recursive: true });
          writeFileSync(join(root, path), text);
        }
        const accepted = new Map<string, Record<string, string>>();
        for (const { system, files } of runs) {
          const output = files.map(([folder, name, text]) => ({ path: `${folder}/${system}/${name}`, content: text }));
          const before = treeOf(root);
          const preview = writeFiles(root, system, output, { check: true });
          expect(treeOf(root)).toEqual(before);
          const report = writeFiles(root, system, output);
          if (report.issues.length > 0) {
            expect(treeOf(root)).toEqual(before);
            continue;
          }
          expect(preview.changes.map(({ path, kind }) => ({ path, kind }))).toEqual(report.changes);
          accepted.set(system, Object.fromEntries(output.map((file) => [file.path, [file.content].flat().join("")])));
          expect(writeFiles(root, system, output, { check: true }).changes).toEqual([]);
        }
        const { records, rest } = splitRecords(treeOf(root));
        expect(rest).toEqual(Object.assign({}, foreign, ...accepted.values()));
        expect(records.sort()).toEqual([...accepted.keys()].map((system) => `stacks/${system}/generated.json`).sort());
      } finally {
        rmSync(root, { recursive: true });
      }
    }),
    { numRuns: isFullRun ? 150 : 50 },
  );
});

function splitRecords(tree: Record<string, string>): { records: string[]; rest: Record<string, string> } {
  const isRecord = (path: string) => path.endsWith("/generated.json");
  return {
    records: Object.keys(tree).filter(isRecord),
    rest: Object.fromEntries(Object.entries(tree).filter(([path]) => !isRecord(path))),
  };
}
