import { procedurePath } from "../model/conventions.ts";
import { link, prose } from "./markdown.ts";
import { hasSettings } from "./navigation.ts";
import { alertFile, type PageContext } from "./page-context.ts";
import { templatesFor } from "./templates.ts";

/** Makes links of what texts of a system name: its alerts, and its procedures where `page` or `template` stands before them. */
export type CrossLinks = (lines: readonly string[], path: string) => readonly string[];

const FOLDER = "runbooks/";

/** Code and links stay as they are. */
const FIXED = /(`+[^`]*`+|!?\[[^\]]*\]\([^)]*\))/;

/**
 * Prepares the links of one system, so that a reader gets from page to remedy without a search. `path` is that of the page,
 * under the runbook base URL.
 */
export function crossLinks({ system, alerts }: Pick<PageContext, "system" | "alerts">): CrossLinks {
  const own = (system.procedures ?? []).filter(({ alerts: on = [] }) => on.length === 0);
  const titles = new Map([
    ...own.map(({ title }) => [prose(title), procedurePath(title).slice(FOLDER.length)] as const),
    ...templatesFor(system).map(({ title, file }) => [prose(title), file] as const),
  ]);
  const lists = new Map([
    ["severities", "severities.md"],
    ...(hasSettings(system) ? [["settings", "tunables.md"] as const] : []),
  ]);
  const files = new Map([...[...alerts.keys()].map((name) => [name, alertFile(name)] as const), ...titles, ...lists]);
  const any = new RegExp(
    [
      // The text has to say that a title is that of a page.
      ...(titles.size === 0 ? [] : [`(?<=\\b(?:pages?|template|and) )${oneOf([...titles.keys()])}(?![\\w-])`]),
      `(?<=\\bpage of )${oneOf([...lists.keys()])}(?![\\w-])`,
      // Alerts are thousands: each word that may be one is looked up.
      `(?<![\\w/.#-])[${firstLetters([...alerts.keys()])}]\\w*(?![\\w-])`,
    ].join("|"),
    "g",
  );
  return (lines, path) => {
    const here = path.slice(FOLDER.length);
    const linkTo = (name: string, file: string | undefined): string =>
      file === undefined || file === here ? name : link(name, relative(here, file));
    const linked = (text: string): string => text.replace(any, (name) => linkTo(name, files.get(name)));
    return outsideOfBlocks(lines, (line) => outsideOfFixed(line, linked));
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

/** A pattern for one of these texts; the longest that fits wins. */
function oneOf(texts: readonly string[]): string {
  const longestFirst = [...texts].sort((one, other) => other.length - one.length);
  return `(?:${longestFirst.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`;
}

/** Characters with which names of alerts begin, as a class of a pattern; names are letters, digits and `_`. */
function firstLetters(names: readonly string[]): string {
  return [...new Set(["_", ...names.map((name) => name.charAt(0))])].filter((letter) => /\w/.test(letter)).join("");
}
