import type { Token } from "markdown-it";
import MarkdownIt from "markdown-it";
import { anchor } from "../../lib/runbooks/markdown.ts";
import { addressOf } from "./site-page.ts";

/**
 * Markdown as the site shows it: anchors on headings as GitHub has them, links to pages of the site, warnings that stand out,
 * code and tables that scroll by themselves. HTML in a page is shown and not run.
 */
export function markdownRenderer(): ReturnType<typeof MarkdownIt> {
  const renderer = new MarkdownIt({ html: false, linkify: true });
  renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  renderer.core.ruler.push("anchors", (state) => {
    const seen = new Map<string, number>();
    state.tokens.forEach((token, index) => {
      if (token.type === "heading_open") token.attrSet("id", anchorOf(state.tokens[index + 1], seen));
      if (token.type === "blockquote_open" && isWarning(state.tokens[index + 2])) token.attrSet("class", "careful");
      for (const child of token.children ?? []) if (child.type === "link_open") rewriteLink(child);
    });
  });
  const fence = renderer.renderer.rules.fence;
  renderer.renderer.rules.fence = (tokens, index, options, environment, self) =>
    (fence?.(tokens, index, options, environment, self) ?? "").replace(
      "<pre>",
      `<pre tabindex="0" role="group" aria-label="${label(tokens[index])}">`,
    );
  renderer.renderer.rules.table_open = () => '<div class="scroll" tabindex="0" role="group" aria-label="table"><table>';
  renderer.renderer.rules.table_close = () => "</table></div>";
  return renderer;
}

/** The comment that says who wrote a page is for whoever edits it. */
export function withoutNote(text: string): string {
  return text.replace(/^<!--[\s\S]*?-->\n+/, "");
}

/** GitHub counts headings that are alike: `steps`, `steps-1`. */
function anchorOf(inline: Token | undefined, seen: Map<string, number>): string {
  const text = (inline?.children ?? []).map(({ content }) => content).join("");
  const slug = anchor(text);
  const count = seen.get(slug) ?? 0;
  seen.set(slug, count + 1);
  return count === 0 ? slug : `${slug}-${count}`;
}

function isWarning(inline: Token | undefined): boolean {
  return inline?.children?.some(({ content }) => content === "Careful:") ?? false;
}

/** Links between pages end in `.html` here; those to the outside stay. */
function rewriteLink(token: Token): void {
  const target = `${token.attrGet("href") ?? ""}`;
  if (/^[a-z]+:/i.test(target)) return;
  const [path = "", ...fragment] = target.split("#");
  token.attrSet("href", [addressOf(path), ...fragment].join("#"));
}

function label(token: Token | undefined): string {
  return token?.info === "" || token === undefined ? "text" : `${token.info} to copy`;
}
