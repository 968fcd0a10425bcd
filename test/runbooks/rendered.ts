import { posix } from "node:path";
import MarkdownIt from "markdown-it";
import type { Compilation } from "../../lib/compile/compile.ts";
import { compileAll } from "../../stacks/index.ts";

/** A page as a reader of Markdown sees it; read by markdown-it, which is not what wrote it. */
export interface RenderedPage {
  /** From the root of the repository: `stacks/alecs/runbooks/alecs-down.md`. */
  readonly path: string;
  readonly text: string;
  readonly anchors: ReadonlySet<string>;
  readonly headings: readonly Heading[];
  /** Targets of links as they are written. */
  readonly links: readonly string[];
  readonly blocks: readonly Block[];
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  /** Whether anything but a heading follows before one of the same or a higher level. */
  readonly empty: boolean;
}

export interface Block {
  readonly language: string;
  readonly text: string;
}

let known:
  | { readonly compilations: readonly Compilation[]; readonly pages: ReadonlyMap<string, RenderedPage> }
  | undefined;

/** The five systems and every runbook page of theirs, by path; made once a worker. */
export function everyPage(): NonNullable<typeof known> {
  if (known !== undefined) return known;
  const compilations = compileAll();
  const documents = compilations
    .flatMap(({ bundle }) => bundle.documents)
    .filter(({ path }) => path.includes("/runbooks/"));
  known = { compilations, pages: new Map(documents.map(({ path, content }) => [path, rendered(path, content)])) };
  return known;
}

/** Reads a page. */
export function rendered(path: string, text: string): RenderedPage {
  const tokens = new MarkdownIt({ html: true, linkify: true }).parse(text, {});
  const seen = new Map<string, number>();
  const headings: (Heading & { readonly index: number })[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const level = Number(token.tag.slice(1));
    const after = tokens[index + 3];
    const nextLevel = after?.type === "heading_open" ? Number(after.tag.slice(1)) : undefined;
    const empty = after === undefined || (nextLevel !== undefined && nextLevel <= level);
    headings.push({ level, text: inlineText(tokens[index + 1]?.children ?? []), empty, index });
  });
  const anchors = headings.map(({ text: heading }) => {
    const slug = githubSlug(heading);
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  const inline = tokens.flatMap(({ children }) => children ?? []);
  return {
    path,
    text,
    anchors: new Set(anchors),
    headings,
    links: inline.filter(({ type }) => type === "link_open").map((token) => `${token.attrGet("href")}`),
    blocks: tokens
      .filter(({ type }) => type === "fence")
      .map(({ info, content }) => ({ language: info, text: content })),
  };
}

function inlineText(children: readonly { readonly type: string; readonly content: string }[]): string {
  return children
    .filter(({ type }) => type === "text" || type === "code_inline")
    .map(({ content }) => content)
    .join("");
}

/**
 * GitHub's rule for anchors, as the docs have it (https://docs.github.com/en/get-started/writing-on-github, "Section links"):
 * lower case, spaces become hyphens, other punctuation goes.
 */
function githubSlug(heading: string): string {
  let slug = "";
  for (const character of heading.trim().toLowerCase()) {
    if (/[\p{L}\p{M}\p{N}_-]/u.test(character)) slug += character;
    else if (character === " ") slug += "-";
  }
  return slug;
}

/** Where a link of a page leads: a path and an anchor, or nothing for an address outside. */
export function target(
  page: RenderedPage,
  link: string,
): { readonly path: string; readonly anchor?: string } | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined;
  const [path = "", anchor] = link.split("#");
  const where = path === "" ? page.path : posix.join(posix.dirname(page.path), path);
  return anchor === undefined ? { path: where } : { path: where, anchor };
}
