import { generatedNote } from "../core/generated.ts";
import { procedurePath } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import { alertPage } from "./alert-page.ts";
import { type CrossLinks, crossLinks } from "./cross-links.ts";
import { indexPage } from "./index-page.ts";
import { page } from "./markdown.ts";
import { hasSettings } from "./navigation.ts";
import type { RunbookSource } from "./page-alert.ts";
import { alertFile, type PageContext, pageContext } from "./page-context.ts";
import { procedurePage } from "./procedure-page.ts";
import { severitiesPage } from "./severities-page.ts";
import { templatesFor } from "./templates.ts";
import { tunablesPage } from "./tunables-page.ts";

/** One page; its text is made when it is read. */
export interface RunbookPage {
  /** Under the runbook base URL of the system: `runbooks/alecs-down.md`. */
  readonly path: string;
  readonly content: string;
}

/** Files of pages that belong to all alerts; no alert can have one of them. */
export const RESERVED_FILES: readonly string[] = [
  "README.md",
  "severities.md",
  "tunables.md",
  "incident.md",
  "post-mortem.md",
  "status-page.md",
];

/** What is known of a system before its rules are derived, and how to get the rest. */
export interface RunbookRequest {
  readonly system: System;
  /** Names of its alerts. */
  readonly alerts: readonly string[];
  /** Asked for when the first page is read, and once. */
  source(): RunbookSource;
}

/** Every runbook page of a system, the index first. */
export function runbookPages(request: RunbookRequest): readonly RunbookPage[] {
  const { system, alerts } = request;
  let known: PageContext | undefined;
  const context = (): PageContext => {
    known ??= pageContext(request.source());
    return known;
  };
  let links: CrossLinks | undefined;
  const lazy = (path: string, lines: (context: PageContext) => readonly string[]): RunbookPage => ({
    path,
    get content() {
      links ??= crossLinks(context());
      return page([`<!-- ${generatedNote(system.name)} -->`, "", ...links(lines(context()), path)]);
    },
  });
  const templates = templatesFor(system);
  const own = (system.procedures ?? []).filter(({ alerts: on = [] }) => on.length === 0);
  return [
    lazy("runbooks/README.md", (pages) => indexPage(pages, templates)),
    lazy("runbooks/severities.md", severitiesPage),
    ...(hasSettings(system) ? [lazy("runbooks/tunables.md", tunablesPage)] : []),
    ...templates.map(({ file, lines }) => lazy(`runbooks/${file}`, lines)),
    ...alerts.map((name) => lazy(`runbooks/${alertFile(name)}`, (pages) => alertPage(name, pages))),
    ...own.map((procedure) => lazy(procedurePath(procedure.title), (pages) => procedurePage(procedure, pages))),
  ];
}
