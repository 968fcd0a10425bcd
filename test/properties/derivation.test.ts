import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import { BurnlineError } from "../../lib/core/issue.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { Objective } from "../../lib/index.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { Prover } from "../../lib/prove/prove-system.ts";
import { anyObjective, validObjective } from "../support/arbitrary-objective.ts";
import { describeWithPromtool, isFullRun, promtoolCheckRules } from "../support/promtool.ts";
import { prove } from "../support/proving.ts";
import { refusals, rulesOf, shop } from "../support/shop.ts";

const SEED = 4_711;

function expressionsOf(objective: Objective<"page" | "ticket">): readonly string[] {
  return rulesOf(shop([objective])).flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)),
  );
}

/** What the official grammar cannot read in a text. */
function officialErrors(text: string): readonly string[] {
  const errors: string[] = [];
  parser.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) errors.push(`${text} at ${node.from}`);
    },
  });
  return errors;
}

it("the official grammar would report an error", () => {
  expect(officialErrors("sum(rate(x[5m])")).not.toEqual([]);
});

it("any valid objective is accepted, and gives the same rules each time, none of them twice", () => {
  fc.assert(
    fc.property(validObjective, (objective) => {
      expect(refusals(shop([objective]))).toEqual([]);
      const { groups } = compile(shop([objective]));
      expect(rulesOf(shop([objective]))).toEqual(rulesOf(shop([objective])));
      const identities = groups.flatMap(({ rules }) =>
        rules.map((rule) =>
          JSON.stringify([rule.kind === "alert" ? rule.alert : rule.record, Object.entries(rule.labels).sort()]),
        ),
      );
      expect(new Set(identities).size).toBe(identities.length);
    }),
    { numRuns: isFullRun ? 150 : 50, seed: SEED },
  );
});

it("every expression is read by our grammar as it was built, and by the official one", () => {
  fc.assert(
    fc.property(validObjective, (objective) => {
      for (const text of expressionsOf(objective)) {
        expect(print(parse(text)).replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        expect(officialErrors(text)).toEqual([]);
      }
    }),
    { numRuns: isFullRun ? 100 : 40, seed: SEED },
  );
});

/** Objectives that are proved whole, which takes about a second each. */
const PROVED = isFullRun ? 10 : 3;

it(`every alert of ${PROVED} arbitrary objectives does on all worlds what the model says, and fires on one of them`, {
  timeout: 240_000,
}, () => {
  for (const objective of fc.sample(validObjective, { numRuns: PROVED, seed: SEED })) {
    const system = shop([objective]);
    const compilation = compile(system);
    const prover = new Prover(system, compilation);
    for (const task of prover.tasks.filter(({ kind }) => kind === "group")) {
      for (const { alert, results } of prover.run(task).alerts) {
        const wrong = results.filter(({ refutes }) => refutes === "rules");
        expect(wrong, `${alert} of ${JSON.stringify(objective)}`).toEqual([]);
        const fires = results.find(({ obligation }) => obligation === "fires-just-above");
        expect(fires?.verdict, `${alert} of ${JSON.stringify(objective)}: ${fires?.says}`).toBe("PROVED");
      }
    }
  }
});

it("a burn rate asks for less than all events", () => {
  fc.assert(
    fc.property(validObjective, (objective) => {
      for (const { rules } of compile(shop([objective])).groups) {
        for (const rule of rules) {
          if (rule.kind !== "alert" || rule.origin.kind !== "burn-rate") continue;
          const { tier, objective: own } = rule.origin;
          expect(tier.factor * (1 - (own.target?.value ?? 0))).toBeLessThan(1);
        }
      }
    }),
    { numRuns: isFullRun ? 100 : 40, seed: SEED },
  );
});

it("an objective with one arbitrary number compiles or is refused with issues that name a place, and never crashes", () => {
  let refused = 0;
  fc.assert(
    fc.property(anyObjective, (objective) => {
      const system = shop([objective]);
      try {
        compile(system);
      } catch (error) {
        if (!(error instanceof BurnlineError)) throw error;
        refused++;
        expect(error.issues.length).toBeGreaterThan(0);
        for (const { code, path, message } of error.issues) {
          expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
          expect(path).toContain("it");
          expect(message.length).toBeGreaterThan(10);
        }
      }
    }),
    { numRuns: isFullRun ? 400 : 150, seed: SEED },
  );
  expect(refused).toBeGreaterThan(20);
});

describeWithPromtool("promtool", () => {
  it("reads the rules of 120 arbitrary objectives", async () => {
    const folder = await mkdtemp(join(tmpdir(), "burnline-derivation-"));
    try {
      const groups = fc
        .sample(validObjective, { numRuns: 120, seed: SEED })
        .flatMap((objective, index) => rulesOf(shop([{ ...objective, name: `it-${index}` }]), `api.it-${index}`))
        .flatMap((one) => one.groups);
      const file = join(folder, "all.rules.yml");
      await writeFile(file, toYaml({ groups }));
      const { ok, output } = await promtoolCheckRules([file]);
      expect(ok, output).toBe(true);
      const rules = groups.reduce((sum, group) => sum + group.rules.length, 0);
      expect(output).toContain(`SUCCESS: ${rules} rules found`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.runIf(isFullRun)("sees the scenarios of 6 arbitrary objectives come true", { timeout: 240_000 }, async () => {
    const proved = fc
      .sample(validObjective, { numRuns: 40, seed: SEED })
      .filter(({ burnRate }) => burnRate?.kind !== "workbook")
      .slice(0, 6);
    expect(proved).toHaveLength(6);
    for (const objective of proved) {
      const { ok, output } = await prove(shop([objective]), "api.it");
      expect(ok, `${JSON.stringify(objective)}\n${output}`).toBe(true);
    }
  });
});
