import type { Document } from "../compile/bundle.ts";
import type { Compilation } from "../compile/compile.ts";
import { yamlHeader } from "../core/generated.ts";
import type { Scenario } from "../model/scenario.ts";
import type { System } from "../model/system.ts";
import { promtoolTest } from "./promtool-test.ts";
import { proofs } from "./prove.ts";

/**
 * promtool unit tests of every alert of a system, beside the rule files they load: `rules/<system>/<file>.test.yml`.
 * Scenarios of another step than the evaluation interval get a file of their own.
 */
export function promtoolTests(
  system: System,
  compilation: Pick<Compilation, "groups" | "bundle">,
): readonly Document[] {
  const byGroup = new Map<string, readonly Scenario[]>();
  for (const { group, scenarios } of proofs(system, compilation)) {
    byGroup.set(group.name, [...(byGroup.get(group.name) ?? []), ...scenarios]);
  }
  return compilation.bundle.ruleFiles.flatMap((file) => {
    const groups = file.groups.map(({ name }) => name);
    const scenarios = groups.flatMap((name) => byGroup.get(name) ?? []);
    const loaded = { files: [`${file.name}.rules.yml`], groups };
    const steps = [...new Set(scenarios.map(({ step }) => step))];
    return steps.map((step) => ({
      path: `rules/${system.name}/${file.name}${step === system.prometheus.evaluationInterval.value ? "" : `.${step}s`}.test.yml`,
      content: `${yamlHeader(system.name)}${promtoolTest(
        loaded,
        scenarios.filter((scenario) => scenario.step === step),
      )}`,
    }));
  });
}
