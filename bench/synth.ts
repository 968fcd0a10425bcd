import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Measured, measure, median } from "./measure.ts";
import { burnlineModel, slothSpecs } from "./models.ts";

/**
 * `npm run bench`: whole processes that turn N objectives in YAML into rules on disk, Burnline's built command under plain
 * node and, where a `sloth` is on PATH, `sloth generate` on the same objectives, in turn and in one run. Figures are
 * medians; what counts are the ratios, since the machine's speed drifts.
 */
const SIZES = [1, 100, 1_000, 10_000];
const RUNS = 3;

/** Plain rule files, and one for each service: Sloth writes a single file. */
const OPTIONS = ["--only", "rules", "--rule-files-by", "owner"];

const folder = mkdtempSync(join(tmpdir(), "burnline-bench-"));
const hasSloth = (await measure("sloth", ["version"])) !== undefined;
if (!hasSloth) console.log("no sloth on PATH: Burnline alone");
console.log("objectives | burnline s | MB | sloth s | MB | sloth / burnline");
console.log("---|---|---|---|---|---");
try {
  for (const size of SIZES) {
    const model = join(folder, `${size}.yaml`);
    writeFileSync(model, burnlineModel(size));
    const specs = join(folder, `${size}.sloth.yaml`);
    writeFileSync(specs, slothSpecs(size));
    const ours: Measured[] = [];
    const theirs: Measured[] = [];
    for (let run = 0; run < RUNS; run++) {
      const out = join(folder, `out-${size}-${run}`);
      const burnline = await measure("node", ["dist/lib/cli/main.js", "synth", model, ...OPTIONS, "--out", out]);
      if (burnline === undefined) throw new Error("burnline failed: run `npm run build` first");
      ours.push(burnline);
      rmSync(out, { recursive: true, force: true });
      const sloth = hasSloth
        ? await measure("sloth", ["generate", "-i", specs, "-o", join(folder, "sloth.out.yml")])
        : undefined;
      if (sloth !== undefined) theirs.push(sloth);
    }
    const a = median(ours);
    const b = theirs.length === 0 ? undefined : median(theirs);
    console.log(
      [
        size.toLocaleString("en"),
        a.seconds.toFixed(2),
        a.megabytes.toFixed(0),
        b?.seconds.toFixed(2) ?? "-",
        b?.megabytes.toFixed(0) ?? "-",
        b === undefined ? "-" : (b.seconds / a.seconds).toFixed(2),
      ].join(" | "),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
