import { renderIssue } from "../core/issue.ts";
import { type AlertDifference, describeDifference } from "../targets/files/alert-difference.ts";
import type { AlertChange } from "../targets/files/diff.ts";
import type { SystemChanges } from "./changes.ts";
import { columns } from "./table.ts";
import type { Paint } from "./terminal.ts";

/** Characters up to which a change of an expression stands on one line a side. */
const SHORT = 100;

/** What would change, for a reviewer: who is paged differently first, then the files by name. */
export function changesText(changes: readonly SystemChanges[], paint: Paint): string {
  const differing = changes.filter(({ files }) => files.length > 0);
  if (differing.length === 0) return "no differences\n";
  return `${differing.map((one) => systemText(one, paint).join("\n")).join("\n\n")}\n`;
}

function systemText({ system, alerts, files, unreadable }: SystemChanges, paint: Paint): readonly string[] {
  const counts = `${counted(alerts.length, "alert")}, ${counted(files.length, "file")}`;
  return [
    paint.bold(`${system}: ${counts}`),
    ...alerts.flatMap((change, index) => {
      // Alerts that came or went are a list, one a line; those that changed are paragraphs.
      const listed = change.kind !== "changed" && index > 0 && alerts[index - 1]?.kind !== "changed";
      return [...(listed ? [] : [""]), ...alertText(change, paint)];
    }),
    ...(unreadable.length === 0 ? [] : ["", ...unreadable.map((issue) => `  ${paint.warn(renderIssue(issue))}`)]),
    "",
    ...files.map(({ path, kind }) => `  ${kind.padEnd(7)}  ${path}`),
  ];
}

function alertText(change: AlertChange, paint: Paint): readonly string[] {
  if (change.kind === "added") return [`  ${paint.good("+")} ${change.text}`];
  if (change.kind === "removed") return [`  ${paint.bad("-")} ${change.text}`];
  const words = change.differences.map(describeDifference).join("; ");
  const title = change.text.slice(0, change.text.length - words.length).replace(/: $/, "");
  const short = change.differences.filter((difference) => !isLong(difference));
  const rows = short.map(({ field, ...difference }) => [
    field,
    describeDifference({ field, ...difference }).slice(field.length + 1),
  ]);
  return [
    `  ${paint.bold(title)}`,
    ...columns(rows).map((line) => `    ${line}`),
    ...change.differences.filter(isLong).flatMap((difference) => longText(difference, paint)),
  ];
}

function isLong({ field, before = "", after = "" }: AlertDifference): boolean {
  if (field.startsWith("recording ")) return before !== "" && after !== "";
  return before.length + after.length > SHORT || `${before}${after}`.trim().includes("\n");
}

/** Both sides whole, under each other: in one line nobody finds what differs. */
function longText({ field, before, after }: AlertDifference, paint: Paint): readonly string[] {
  const side = (sign: string, text = "none") =>
    text
      .trim()
      .split("\n")
      .map((line) => `      ${sign} ${line}`);
  return [`    ${field}`, ...side("-", before).map(paint.bad), ...side("+", after).map(paint.good)];
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun} differs` : `${count} ${noun}s differ`;
}
