import { procedurePath } from "../model/conventions.ts";
import { link, prose } from "./markdown.ts";
import { hasSettings } from "./navigation.ts";
import { alertFile, type PageContext } from "./page-context.ts";
import { templatesFor } from "./templates.ts";

/** What a text can name, and where its page lies under the folder of runbooks. */
interface Target {
  readonly pattern: string;
  readonly file: string;
}

/** Makes links of what texts of a system name: its alerts, and its procedures where `page` or `template` stands before them. */
export type CrossLinks = (lines: readonly string[], path: string) => readonly string[];

const FOLDER = "runbooks/";

/** Code and links stay as they are. */
const FIXED = /(`+[^`]*`+|!?\[[^\]]*\]\([^)]*\))/;

/** What can be the name of an alert. */
const WORD = /(?<![\w/.#-])[A-Za-z_]\w*(?![\w-])/g;

/** How a text says that a title is that of a page. */
const PAGE_OF = "(?<=\\bpage of )";
const BEFORE = "(?<=\\b(?:pages?|template|the page of|and) )";

/**
 * Prepares the links of one system, so that a reader gets from page to remedy without a search. Longer names win: `Log review`
 * before `Log`. `path` is that of the page, under the runbook base URL.
 */
export function crossLinks({ system, alerts }: Pick<PageContext, "system" | "alerts">): CrossLinks {
  const own = (system.procedures ?? []).filter(({ alerts: on = [] }) => on.length === 0);
  const titled = [
    ...own.map(({ title }) => [title, procedurePath(title).slice(FOLDER.length)] as const),
    ...templatesFor(system).map(({ title, file }) => [title, file] as const),
  ];
  const targets = new Map<string, Target>([
    ["severities", { pattern: `${PAGE_OF}severities`, file: "severities.md" }],
    ...(hasSettings(system) ? [["settings", { pattern: `${PAGE_OF}settings`, file: "tunables.md" }] as const] : []),
    ...titled.map(([title, file]) => [prose(title), { pattern: `${BEFORE}${escaped(prose(title))}`, file }] as const),
  ]);
  const names = [...targets].sort(([one], [other]) => other.length - one.length);
  const any = new RegExp(`(?<![\\w/.#-])(?:${names.map(([, { pattern }]) => pattern).join("|")})(?![\\w-])`, "g");
  return (lines, path) => {
    const here = path.slice(FOLDER.length);
    const linkTo = (name: string, file: string | undefined): string =>
      file === undefined || file === here ? name : link(name, relative(here, file));
    const titles = (text: string): string => text.replace(any, (name) => linkTo(name, targets.get(name)?.file));
    // Looked up and not tried one after the other: a large system has thousands of alerts.
    const alertNames = (text: string): string =>
      text.replace(WORD, (name) => linkTo(name, alerts.has(name) ? alertFile(name) : undefined));
    return outsideOfBlocks(lines, (line) => outsideOfFixed(outsideOfFixed(line, titles), alertNames));
  };
}

function outsideOfFixed(line: string, change: (text: string) => string): string {
  return line
    .split(FIXED)
    .map((piece, index) => (index % 2 === 1 ? piece : change(piece)))
    .join("");
}

/** From one page to another; pages lie in the folder of runbooks or in one folder under it. */
function relative(from: string, to: string): string {
  const folder = from.slice(0, from.lastIndexOf("/") + 1);
  if (folder === "") return to;
  return to.startsWith(folder) ? to.slice(folder.length) : `../${to}`;
}

/** Lines of text; those of code blocks, headings and comments are passed over. */
function outsideOfBlocks(lines: readonly string[], change: (line: string) => string): readonly string[] {
  let fence: string | undefined;
  return lines.map((line) => {
    const mark = /^\s*(`{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark === fence)) fence = fence === undefined ? mark : undefined;
    return mark !== undefined || fence !== undefined || /^(?:#|<!--)/.test(line) ? line : change(line);
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
