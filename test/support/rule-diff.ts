import { compile } from "../../lib/compile/compile.ts";
import type { System } from "../../lib/index.ts";

/**
 * What differs between the rules of two systems: `errors ApiDown` for a changed rule, `+errors ApiDown` and
 * `-errors ApiDown` for new and lost ones, `errors interval` for the group. Sorted.
 */
export function ruleDiff(before: System, after: System): readonly string[] {
  const [old, young] = [rules(before), rules(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .flatMap((key) => {
      if (!old.has(key)) return [`+${key}`];
      if (!young.has(key)) return [`-${key}`];
      return old.get(key) === young.get(key) ? [] : [key];
    })
    .sort();
}

/** Every rule as text, under its group and name; alerts of several windows also under the long one. */
export function rules(system: System): ReadonlyMap<string, string> {
  const { bundle } = compile(system);
  const found = new Map<string, string>();
  const add = (key: string, text: string): void => {
    if (found.has(key)) throw new Error(`${key} is there twice`);
    found.set(key, text);
  };
  for (const { name, groups } of bundle.ruleFiles) {
    const part = name.split(".").slice(1).join(".");
    for (const { rules: list, ...group } of groups) {
      add(`${part} interval`, JSON.stringify(group));
      for (const rule of list) {
        const own = "record" in rule ? rule.record.replace("objective:", "") : alertKey(rule.alert, rule.labels);
        add(`${part} ${own}`, JSON.stringify(rule));
      }
    }
  }
  return found;
}

function alertKey(alert: string, { long_window: window }: Readonly<Record<string, string>>): string {
  return window === undefined ? alert : `${alert} ${window}`;
}
