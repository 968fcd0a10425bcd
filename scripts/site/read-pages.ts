import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SitePage } from "./site-page.ts";

/** The runbook pages of every system in a folder of systems: the index first, then as their names sort. */
export function readPages(folder: string): readonly SitePage[] {
  const systems = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return systems
    .map(({ name }) => name)
    .sort()
    .flatMap((system) => {
      const runbooks = join(folder, system, "runbooks");
      if (!existsSync(runbooks)) return [];
      const files = readdirSync(runbooks, { recursive: true, encoding: "utf8" }).map((file) =>
        file.replaceAll("\\", "/"),
      );
      return inOrder(files.filter((file) => file.endsWith(".md"))).map((file) => ({
        path: `${system}/runbooks/${file}`,
        text: readFileSync(join(runbooks, file), "utf8"),
      }));
    });
}

/** Pages that belong to all alerts stand before those of alerts, and procedures behind them. */
function inOrder(files: readonly string[]): readonly string[] {
  const first = ["README.md", "severities.md", "tunables.md", "incident.md", "status-page.md", "post-mortem.md"];
  const place = (file: string): number => {
    const index = first.indexOf(file);
    return index >= 0 ? index : file.includes("/") ? first.length + 1 : first.length;
  };
  return [...files].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
