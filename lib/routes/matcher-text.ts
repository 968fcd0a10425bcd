import { matcherLabel, quote } from "../promql/quote.ts";

/** `severity="critical"`: a matcher as both parsers of Alertmanager read it. */
export function equals(label: string, value: string): string {
  return `${matcherLabel(label)}=${quote(value)}`;
}

/** `objective!=""`: the label is there. Two alerts that both lack a label count as equal in it. */
export function present(label: string): string {
  return `${matcherLabel(label)}!=""`;
}

/** One of several values; of one, the plain comparison. */
export function oneOf(label: string, values: readonly string[]): string {
  const [first, second] = values;
  if (first !== undefined && second === undefined) return equals(label, first);
  return `${matcherLabel(label)}=~${quote(values.map(literal).join("|"))}`;
}

/** Text as a regular expression of RE2 that matches it and nothing else. */
function literal(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&");
}
