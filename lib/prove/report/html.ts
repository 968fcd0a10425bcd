/** Text that is HTML. Only {@link html} and {@link trusted} make it, so that nothing gets in unescaped. */
export interface Html {
  readonly html: string;
}

/** What may stand in a template: text is escaped, lists are joined, `undefined` is left out. */
export type Content = string | number | Html | undefined | readonly Content[];

/** `html`<td>${text}</td>``: a template that escapes the texts put into it, for content and quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  let text = parts[0] ?? "";
  for (const [index, content] of contents.entries()) text += textOf(content) + (parts[index + 1] ?? "");
  return { html: text };
}

/** Text of the report's own that is HTML already: styles and scripts. Never text from a model. */
export function trusted(text: string): Html {
  return { html: text };
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function textOf(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string") return content.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
  if (typeof content === "number") return String(content);
  if ("html" in content) return content.html;
  return content.map(textOf).join("");
}
