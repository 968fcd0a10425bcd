import type { DerivedAlert } from "../../rules/derived.ts";
import { expandForAlert } from "../../template/expand.ts";

/** The annotations of an alert as Prometheus writes them for a series with these labels and this value. */
export function renderedAnnotations(
  { alert, annotations }: Pick<DerivedAlert, "alert" | "annotations">,
  labels: Readonly<Record<string, string>>,
  value: number,
): Readonly<Record<string, string>> {
  const data = { labels, externalLabels: {}, externalURL: "", value };
  const environment = { query: () => [], timeMs: 0, externalURL: "" };
  return Object.fromEntries(
    Object.entries(annotations).map(([name, text]) => [name, expandForAlert(alert, text, data, environment)]),
  );
}

/** The labels that texts of an alert name: `{{ $labels.pod }}`, `{{ .Labels.pod }}` and `{{ index $labels "pod" }}`. */
export function labelsNamedIn(texts: Iterable<string>): ReadonlySet<string> {
  const named = new Set<string>();
  for (const text of texts) {
    for (const [, field, key] of text.matchAll(/(?:\$labels|\.Labels)(?:\.([A-Za-z_]\w*)|\s+"([^"]+)")/g)) {
      named.add(field ?? key ?? "");
    }
  }
  return named;
}

/** True for a text that shows the value of the alert. */
export function namesValue(text: string): boolean {
  return /\{\{[^}]*(?:\$value|\.Value)\b/.test(text);
}
