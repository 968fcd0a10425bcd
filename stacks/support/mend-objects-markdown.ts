import type { Json } from "../../lib/core/json.ts";
import { toYaml } from "../../lib/core/yaml.ts";
import type { Emitted, EmittedObject, ObjectMend, Verdict } from "./mend-objects.ts";
import { valueAt } from "./pointer.ts";

/** The document's object or commands, as a block. */
export function documentForm({ document }: ObjectMend): readonly string[] {
  if ("kind" in document) return block("yaml", toYaml(document));
  return block("sh", document.join("\n"));
}

/** What is emitted instead, quoted. */
export function ourForm({ ours }: ObjectMend, objects: Emitted): readonly string[] {
  return ours.flatMap((one) => block("yaml", quoted(one, objects)));
}

/** What both did, a line each. */
export function comparisonLines({ comparisons }: ObjectMend, objects: Emitted): readonly string[] {
  return comparisons.flatMap(({ name, run }) => {
    const { document, ours } = run(objects);
    return [`${name}:`, "", `- the document's: ${verdict(document)}`, `- ours: ${verdict(ours)}`, ""];
  });
}

function verdict({ says, holds }: Verdict): string {
  return `${holds ? "**holds**" : "**fails**"}: ${says}`;
}

function quoted({ kind, name, quote = ["/spec"] }: EmittedObject, objects: Emitted): string {
  const object = objects.one(kind, name);
  const values: Record<string, Json> = {};
  for (const pointer of quote) {
    const value = valueAt(object, pointer);
    if (value === undefined) throw new Error(`${kind} ${name} has nothing at ${pointer}`);
    values[pointer.slice(1).replaceAll("/", ".")] = value;
  }
  return `# ${kind} ${name}\n${toYaml(values)}`;
}

function block(language: string, text: string): readonly string[] {
  return [`\`\`\`${language}`, text.trimEnd(), "```", ""];
}
