import { type Issue, isError, renderIssue } from "../core/issue.ts";
import type { SchemaVerdict } from "../manifests/schemas/schema-checker.ts";
import type { Found, Judged } from "../manifests/waivers.ts";
import { grouped } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** What was looked at. */
export interface Looked {
  readonly objects: number;
  readonly files: number;
  /** Absent where no schemas were given. */
  readonly schemas?: SchemaVerdict;
}

/** `84 objects in 12 files: 3 errors, 5 warnings, 2 waived`, and what was not looked at. */
export function manifestSummary({ objects, files, schemas }: Looked, { findings, waived }: Judged): string {
  const errors = findings.filter(isError).length;
  const counts = [
    `${grouped(errors)} errors`,
    `${grouped(findings.length - errors)} warnings`,
    ...(waived.length === 0 ? [] : [`${grouped(waived.length)} waived`]),
  ];
  return `${grouped(objects)} objects in ${grouped(files)} files: ${counts.join(", ")}\n${schemaText(schemas)}\n`;
}

function schemaText(schemas: SchemaVerdict | undefined): string {
  if (schemas === undefined) return "Schemas were not checked: give Kubernetes' OpenAPI v3 files by --schemas DIR.";
  const without = [...schemas.without].map(([kind, count]) => `${kind} (${grouped(count)})`);
  const checked = `${grouped(schemas.checked)} objects were compared with their schemas`;
  return without.length === 0 ? `${checked}.` : `${checked}; no schema was given for ${without.join(", ")}.`;
}

/** Findings by the object that they are about, in the order in which the objects stand. */
export function manifestFindings(issues: readonly Issue[], found: readonly Found[], paint: Paint): string {
  const titles = new Map(found.map(({ issue, title }) => [issue, title]));
  const groups = new Map<string, string[]>();
  for (const issue of issues) {
    const title = titles.get(issue);
    const end = title === undefined ? -1 : issue.path.indexOf(title) + title.length;
    const heading = end === -1 ? issue.path : issue.path.slice(0, end);
    const rest = end === -1 ? "" : issue.path.slice(end).trimStart();
    const level = isError(issue) ? paint.bad("error:") : paint.warn("warning:");
    const line = `  ${level} ${renderIssue({ ...issue, path: rest })}`;
    const lines = groups.get(heading);
    if (lines === undefined) groups.set(heading, [line]);
    else lines.push(line);
  }
  return [...groups].map(([heading, lines]) => `\n${paint.bold(heading)}\n${lines.join("\n")}\n`).join("");
}
