import type { AlertmanagerConfiguration, Route } from "./configuration.ts";
import { type Labels, type LabelTest, labelValue, matcherTest, parseMatchers } from "./matcher.ts";

/**
 * Tells alerts apart as far as a configuration does: those of one class take the same way through the tree and stand on the same
 * sides of its inhibitions. There are few classes however many alerts there are, which keeps questions about all of them linear.
 */
export class LabelClasses {
  readonly #labels: readonly { readonly label: string; readonly tests: readonly LabelTest[] }[];
  readonly #classes: readonly Map<string, string>[];

  /** Errors: throws SyntaxError for matchers that Alertmanager refuses. */
  constructor(configuration: AlertmanagerConfiguration) {
    const byLabel = new Map<string, LabelTest[]>();
    for (const matcher of [...new Set(matcherTexts(configuration))].flatMap(parseMatchers)) {
      const tests = byLabel.get(matcher.label) ?? [];
      tests.push(matcherTest(matcher));
      byLabel.set(matcher.label, tests);
    }
    this.#labels = [...byLabel].map(([label, tests]) => ({ label, tests }));
    this.#classes = this.#labels.map(() => new Map());
  }

  /** The class of an alert with these labels. */
  keyOf(labels: Labels): string {
    return this.#labels
      .map(({ label, tests }, index) => {
        const value = labelValue(labels, label);
        const known = this.#classes[index]?.get(value);
        if (known !== undefined) return known;
        const single = { [label]: value };
        const key = tests.map((test) => (test(single) ? "1" : "0")).join("");
        this.#classes[index]?.set(value, key);
        return key;
      })
      .join("/");
  }
}

function matcherTexts({ route, inhibit_rules: rules }: AlertmanagerConfiguration): readonly string[] {
  const below = (node: Route): readonly string[] => [...(node.matchers ?? []), ...(node.routes ?? []).flatMap(below)];
  return [...below(route), ...rules.flatMap((rule) => [...rule.source_matchers, ...rule.target_matchers])];
}
