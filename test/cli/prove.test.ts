import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../lib/cli/run.ts";
import { ALERT_OBLIGATIONS } from "../../lib/prove/obligation.ts";
import type { SystemProof } from "../../lib/prove/verdict.ts";
import { isFullRun } from "../support/promtool.ts";
import { run as runProgram } from "../support/run.ts";
import { filesBelow, variant, workFolder } from "./models.ts";
import { recordedTerminal } from "./recorded-terminal.ts";

const ROOT = join(import.meta.dirname, "../..");

async function burnline(folder: string, ...args: readonly string[]) {
  const terminal = recordedTerminal({ folder });
  const code = await run(args, terminal);
  return { code, ...terminal.said };
}

/** What `--json` prints. */
interface Proofs {
  readonly refuted: number;
  readonly notCovered: number;
  readonly systems: readonly SystemProof[];
}

describe("burnline prove", () => {
  it("proves a model: every obligation of its alert has a verdict, none is refuted", async () => {
    const { code, out, error } = await burnline(workFolder(), "prove", "first.yaml", "--alert", "ApiDown", "--json");
    expect([code, error]).toEqual([0, ""]);
    const proofs: Proofs = JSON.parse(out);
    expect(proofs.refuted).toBe(0);
    const [alert, ...others] = proofs.systems[0]?.alerts ?? [];
    expect([alert?.alert, others.length]).toEqual(["ApiDown", 0]);
    expect(alert?.results.map(({ obligation }) => obligation)).toEqual(ALERT_OBLIGATIONS);
    expect(alert?.results.filter(({ says }) => says.length === 0)).toEqual([]);
  });

  it("exits 1 with --strict exactly when something is not covered", async () => {
    const folder = workFolder();
    const args = ["prove", "first.yaml", "--alert", "ApiDown"];
    const { notCovered }: Proofs = JSON.parse((await burnline(folder, ...args, "--json")).out);
    expect((await burnline(folder, ...args)).code).toBe(0);
    expect((await burnline(folder, ...args, "--strict")).code).toBe(notCovered > 0 ? 1 : 0);
  });

  it("shows only what needs attention, and all 27 obligations with --verbose", async () => {
    const folder = workFolder();
    const brief = await burnline(folder, "prove", "first.yaml", "--alert", "ApiDown");
    expect(brief.out).toMatch(/^ {2}ApiDown {2}critical {2}api.targets {2}\d+ proved/m);
    expect(brief.out).toMatch(/^1 system, 1 alert: .* in \d+\.\d s\n$/m);
    const verbose = await burnline(folder, "prove", "first.yaml", "--alert", "ApiDown", "-v");
    expect(verbose.out.match(/^ {4}(proved|NOT COVERED) /gm)).toHaveLength(27);
  });

  it("takes the name of a system of stacks/index.ts in place of a model", async () => {
    const { code, out } = await burnline(ROOT, "prove", "alecs", "--alert", "CadvisorDown", "--json");
    const proofs: Proofs = JSON.parse(out);
    expect([code, proofs.systems.map(({ system }) => system)]).toEqual([0, ["alecs"]]);
    const unknown = await burnline(ROOT, "prove", "alecz");
    expect(unknown.code).toBe(2);
    expect(unknown.error).toContain("[system-unknown]");
  });

  it("exits 2 for an alert that no model has, and names the near one", async () => {
    const { code, out, error } = await burnline(workFolder(), "prove", "first.yaml", "--alert", "ApiDwn");
    expect([code, out]).toEqual([2, ""]);
    expect(error).toMatch(/no model has this alert; found ApiDwn, .*did you mean ApiDown\? \[alert-unknown\]/);
  });

  it("exits 2 for a model that is refused, and for a word that is neither a file nor a system", async () => {
    const folder = workFolder();
    variant(folder, "wrong.yaml", "99.9%", "100%");
    expect((await burnline(folder, "prove", "wrong.yaml")).code).toBe(2);
    expect((await burnline(folder, "prove", "checkout")).error).toContain("[model-kind-unknown]");
  });

  it("says on a watched terminal what it is doing, and leaves nothing of it behind", async () => {
    const terminal = recordedTerminal({ folder: workFolder(), watched: true });
    await run(["prove", smallModel(terminal.folder)], terminal);
    expect(terminal.said.error === "" || terminal.said.error.endsWith("\r\u001b[K")).toBe(true);
  });
});

/** A model of two alerts, since the proofs of burn rates take longer than all the rest here. */
function smallModel(folder: string): string {
  const objectives =
    "objectives: { load: { throughput: { of: http_requests_total }, absence: { ignored: in a test }, TIERS } }";
  const tiers = "tiers: [{ below: 5/s, over: 5m, for: 5m, severity: warning }]";
  return variant(folder, "small.yaml", /objectives:.*/s, `${objectives.replace("TIERS", tiers)}\n`);
}

describe("burnline report", () => {
  it("writes one file with every alert and its timeline, the same each time, and says how large it is", async () => {
    const folder = workFolder();
    const model = smallModel(folder);
    const { code, out } = await burnline(folder, "report", model, "--out", "a.html");
    expect(code).toBe(0);
    const page = readFileSync(join(folder, "a.html"), "utf8");
    expect(page.match(/<details class="alert"/g)).toHaveLength(2);
    expect(page.match(/<svg class="chart"/g)).toHaveLength(2);
    expect(out).toMatch(/^a\.html: \d+ kB\n$/m);
    const again = await burnline(folder, "report", model, "--json");
    expect(JSON.parse(again.out)).toMatchObject({ file: "report.html", bytes: Buffer.byteLength(page), refuted: 0 });
    expect(readFileSync(join(folder, "report.html"), "utf8")).toBe(page);
    expect(Object.keys(filesBelow(folder))).toEqual(["a.html", "first.yaml", "report.html", "small.yaml"]);
  });

  it("exits 2 where the file cannot be written", async () => {
    const folder = workFolder();
    const { code, error } = await burnline(folder, "report", smallModel(folder), "--out", "no/report.html");
    expect(code).toBe(2);
    expect(error).toContain("[file-unwritable]");
    expect(existsSync(join(folder, "no"))).toBe(false);
  });
});

/** A module of two stacks that counts in a file how often it is read, and then runs `reading`. */
function countingModel(folder: string, reading: string): { readonly model: string; readonly count: () => number } {
  const [model, reads] = [join(folder, "model.mjs"), join(folder, "reads.txt")];
  const stacks = JSON.stringify(join(ROOT, "stacks/index.ts"));
  const text = [
    'import { appendFileSync } from "node:fs";',
    `appendFileSync(${JSON.stringify(reads)}, "read;");`,
    reading,
    `export const systems = (await import(${stacks})).systems.slice(0, 2);`,
  ];
  writeFileSync(model, text.join("\n"));
  return { model, count: () => readFileSync(reads, "utf8").split(";").length - 1 };
}

describe.runIf(isFullRun && availableParallelism() > 1)(
  "burnline prove in several processes (only with BURNLINE_REQUIRE_TOOLS=1)",
  () => {
    const prove = (model: string) =>
      runProgram(process.execPath, ["--import", "tsx", join(ROOT, "lib/cli/main.ts"), "prove", model, "--json"]);

    it("proves the same as in one", async () => {
      const { model, count } = countingModel(workFolder(), "");
      const alone = await burnline(ROOT, "prove", model, "--json");
      expect(count()).toBe(1);
      const together = await prove(model);
      expect([together.code, count()]).toEqual([0, 1 + availableParallelism()]);
      expect(JSON.parse(together.output)).toEqual(JSON.parse(alone.out));
    }, 300_000);

    it("goes on alone where workers cannot read the models", async () => {
      // The first process sets the variable while it reads the model, and its workers inherit it.
      const once = 'if (process.env.READ === "yes") throw new Error("read again");\nprocess.env.READ = "yes";';
      const { model, count } = countingModel(workFolder(), once);
      const { code, output } = await prove(model);
      expect([code, count()]).toEqual([0, availableParallelism()]);
      expect(JSON.parse(output)).toMatchObject({ refuted: 0, systems: [{}, {}] });
    }, 300_000);
  },
);
