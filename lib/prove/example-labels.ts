import type { Matcher, VectorSelector } from "../promql/ast.ts";

/** True when a label value (absent is "") satisfies a matcher. */
export function matches({ op, value }: Matcher, label: string): boolean {
  switch (op) {
    case "=":
      return label === value;
    case "!=":
      return label !== value;
    case "=~":
      return new RegExp(`^(?:${value})$`).test(label);
    case "!~":
      return !new RegExp(`^(?:${value})$`).test(label);
  }
}

/**
 * Labels of a series that a selector selects. Values for regular expressions are found by trying simple expansions.
 *
 * @throws Error when no value for a regular expression is found; name the value in a scenario of one's own then
 */
export function exampleLabels(selector: VectorSelector): Readonly<Record<string, string>> {
  const labels: Record<string, string> = {};
  for (const name of new Set(selector.matchers.map(({ label }) => label))) {
    const own = selector.matchers.filter(({ label }) => label === name);
    const value = candidates(own).find((candidate) => own.every((matcher) => matches(matcher, candidate)));
    if (value === undefined) {
      throw new Error(
        `no example value for label ${name} of ${own.map(({ op, value }) => `${op}"${value}"`).join(", ")}`,
      );
    }
    if (value !== "") labels[name] = value;
  }
  return labels;
}

/** Labels that the wide selector selects and the narrow one does not, for the series of good events. */
export function exampleOutside(wide: VectorSelector, narrow: VectorSelector): Readonly<Record<string, string>> {
  const labels = { ...exampleLabels(wide) };
  const extra = narrow.matchers.filter(
    (matcher) => !wide.matchers.some((other) => other.label === matcher.label && other.value === matcher.value),
  );
  for (const matcher of extra) {
    const value = ["200", "ok", "none", "other", ""].find((candidate) => !matches(matcher, candidate));
    const free = wide.matchers.every((other) => other.label !== matcher.label || matches(other, value ?? ""));
    if (value !== undefined && free) return value === "" ? labels : { ...labels, [matcher.label]: value };
  }
  return labels;
}

function candidates(matchers: readonly Matcher[]): readonly string[] {
  return matchers.flatMap(({ op, value }) => {
    if (op === "=") return [value];
    if (op === "=~") return value.split("|").flatMap(expansions);
    return ["x", "other", ""];
  });
}

function expansions(pattern: string): readonly string[] {
  const plain = pattern.replace(/^\(\?:|^\(|\)$/g, "");
  const fill = (any: string): string =>
    plain
      .replace(/\(([^()|]*)\)\?/g, "")
      .replace(/\[\^?([^\]])[^\]]*\](\{\d+(,\d*)?\}|[+*?])?/g, "$1")
      .replace(/\\d[+*]?/g, "1")
      .replace(/\\w[+*]?/g, "a")
      .replace(/\\(.)/g, "«$1")
      .replace(/(?<!«)\.\*/g, any)
      .replace(/(?<!«)\.\+/g, any === "" ? "x" : any)
      .replace(/(?<!«)\./g, "0")
      .replaceAll("«", "");
  return [fill(""), fill("x"), fill("-a")];
}
