/** A link of a page to another one of the same folder tree, or to an address outside. */
export function link(text: string, target: string): string {
  return `[${text}](${target})`;
}

/** Text that is shown as it stands, in the font of programs. */
export function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

/**
 * A sentence of a model as Markdown: what stands in backticks stays code, everything else is shown as it is written.
 * Templates of annotations are written as what they stand for: `{{ $labels.pod }}` as `<pod>`.
 */
export function prose(text: string): string {
  return plainTemplates(text)
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : escaped(piece)))
    .join("")
    .replaceAll("\n", " ")
    .trim();
}

/** A sentence with a full stop, where it has no end of its own. */
export function sentence(text: string): string {
  const shown = prose(text);
  return /[.!?:;]`?$/.test(shown) ? shown : `${shown}.`;
}

/** A table, of which no cell can end its row. Nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)];
}

function cell(text: string): string {
  return text.replaceAll("\n", " ").replace(/\\?\|/g, "\\|");
}

/** A block of code; its fence is longer than any in the text. */
export function block(language: string, text: string): readonly string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...text.replace(/\n+$/, "").split("\n"), fence];
}

/** Lines inside an entry of a list; empty ones stay empty. */
export function indented(lines: readonly string[], width: number): readonly string[] {
  return lines.map((line) => (line === "" ? "" : " ".repeat(width) + line));
}

/** A heading with what stands under it; nothing where nothing does. */
export function section(level: number, title: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`${"#".repeat(level)} ${title}`, "", ...body, ""];
}

/** A page: its lines without two empty ones after each other, and a final newline. */
export function page(lines: readonly string[]): string {
  const kept = lines.filter((line, index) => line !== "" || lines[index - 1] !== "");
  return `${kept.join("\n").trim()}\n`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], word = "and"): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1) ?? ""}`;
}

/** The anchor that GitHub and our site make of a heading: lower case, no punctuation, hyphens for spaces. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

/** Templates of annotations as what they stand for. */
export function plainTemplates(text: string): string {
  return text
    .replace(/\{\{\s*\$labels\.(\w+)[^}]*\}\}/g, "`<$1>`")
    .replace(/\s*Value: \{\{[^}]*\}\}[^.]*\./g, "")
    .replace(/\{\{[^}]*\$value[^}]*\}\}/g, "the value");
}

/** Characters that Markdown or HTML would take for themselves; underscores inside words are safe. */
function escaped(text: string): string {
  return text
    .replace(/[\\*[\]<>~|]/g, "\\$&")
    .replace(/(^|[^\p{L}\p{N}_])(_+)|(_+)(?=$|[^\p{L}\p{N}_])/gu, (found) => found.replaceAll("_", "\\_"))
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/^(\d+)([.)])(?=\s)/, "$1\\$2")
    .replace(/^([#+=-])/, "\\$1");
}
