import type { Matcher } from "../../promql/ast.ts";
import { metric } from "../../promql/build.ts";
import { exampleLabels, matches } from "../example-labels.ts";

type Labels = Readonly<Record<string, string>>;

/** Labels of a series that has what matchers ask for. */
export function ownExample(matchers: readonly Matcher[]): Labels {
  return exampleLabels(metric("", matchers));
}

/**
 * Labels of series that others have on the same Prometheus: each differs from ours in one label that we ask for, the job
 * or the namespace say.
 */
export function strangers(matchers: readonly Matcher[]): readonly Labels[] {
  const own = ownExample(matchers);
  return [...new Set(matchers.map(({ label }) => label))].flatMap((label) => {
    const asked = matchers.filter((matcher) => matcher.label === label);
    const candidates = ["+Inf", `another-${own[label] ?? ""}`, "another", "", ...asked.map(({ value }) => value)];
    const other = (label === "le" ? candidates : candidates.slice(1)).find((value) =>
      asked.some((matcher) => !matches(matcher, value)),
    );
    if (other === undefined) return [];
    return [other === "" ? without(own, label) : { ...own, [label]: other }];
  });
}

/** Labels with the name of an instance, in a label that is free. */
export function named(labels: Labels, instance: string): Labels {
  return { ...labels, ["instance" in labels ? "replica" : "instance"]: instance };
}

/** The labels that tell strangers from ours, in words: `job or namespace`. */
export function differingLabels(matchers: readonly Matcher[]): string {
  return [...new Set(matchers.map(({ label }) => label))].join(" or ");
}

function without(labels: Labels, name: string): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([label]) => label !== name));
}
