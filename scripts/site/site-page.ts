import { posix } from "node:path";

/** A runbook page as it lies in a system's folder, and where it goes. */
export interface SitePage {
  /** From the folder of systems: `alecs/runbooks/alecs-down.md`. */
  readonly path: string;
  readonly text: string;
}

/** Where a page lies in the site: `alecs/runbooks/alecs-down.html`; the index of a folder is its `index.html`. */
export function addressOf(path: string): string {
  return path.replace(/(^|\/)README\.md$/, "$1index.md").replace(/\.md$/, ".html");
}

/** Name of the system that a page belongs to. */
export function systemOf(path: string): string {
  return path.split("/")[0] ?? "";
}

/** The first heading of a page, without Markdown's escapes. */
export function titleOf({ text, path }: SitePage): string {
  const heading = /^# (.+)$/m.exec(text)?.[1] ?? posix.basename(path, ".md");
  return heading.replace(/\\(?=[^\w\s])/g, "").replaceAll("`", "");
}

/** The way from one page of the site to another. */
export function wayTo(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}
