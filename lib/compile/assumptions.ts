import type { Assumption } from "../core/assumed.ts";
import { generatedNote } from "../core/generated.ts";
import { isQuantity } from "../core/quantity.ts";
import { quantityInWords } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import type { Document } from "./bundle.ts";

/** `ASSUMPTIONS.md`: every value that no document states, grouped by reason, for an owner to go through in five minutes. */
export function assumptionsDocument(system: System, assumptions: readonly Assumption[]): Document {
  const title = system.title ?? system.name;
  const byReason = new Map<string, Assumption[]>();
  for (const assumption of assumptions) {
    byReason.set(assumption.why, [...(byReason.get(assumption.why) ?? []), assumption]);
  }
  const intro =
    assumptions.length === 0
      ? ["Nothing: every value of the model is stated by its documents."]
      : [
          `${assumptions.length} values, ${byReason.size} reasons. Each is used as if it were stated. ` +
            "Confirm it, or change it in the model: whatever follows from it changes with it.",
          "",
          "| value | why this one | where in the model |",
          "|---|---|---|",
        ];
  const rows = [...byReason].map(([why, list]) => {
    const values = [...new Set(list.map(({ value }) => assumedInWords(value)))].join(", ");
    return `| ${cell(values)} | ${cell(why)} | ${places(list)} |`;
  });
  return {
    path: `stacks/${system.name}/ASSUMPTIONS.md`,
    content: [
      `<!-- ${generatedNote(system.name)} -->`,
      "",
      `# What the documents of ${title} do not state`,
      "",
      ...intro,
      ...rows,
      "",
    ].join("\n"),
  };
}

/** Places named one by one up to three; then the first two and how many more. */
function places(list: readonly Assumption[]): string {
  const paths = [...new Set(list.map(({ path }) => `\`${path}\``))];
  return paths.length <= 3 ? paths.join("<br>") : `${paths.slice(0, 2).join("<br>")}<br>and ${paths.length - 2} more`;
}

/** An assumed value as people write it; texts in backticks, as in Markdown. */
export function assumedInWords(value: unknown): string {
  if (isQuantity(value)) return quantityInWords(value);
  if (typeof value === "string") return `\`${value}\``;
  if (Array.isArray(value)) return value.map(assumedInWords).join(", ");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${assumedInWords(inner)}`)
      .join(", ");
  }
  return `${value}`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
