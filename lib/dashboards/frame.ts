import { kebabCase } from "../core/names.ts";
import { BOARDS, dashboardUid } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import { re } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import type { Annotation, Board, BoardSubject, Link, Variable, Waiver } from "./board.ts";
import { type DraftRow, text } from "./draft.ts";
import { layOut } from "./layout.ts";
import { hasNamespace } from "./queries.ts";
import type { Owner, View } from "./view.ts";

/** What a derived board says besides its rows. */
interface Frame {
  /** Name in {@link BOARDS}, or that of the documents. */
  readonly name: string;
  readonly title: string;
  readonly subject: BoardSubject;
  readonly path: string;
  readonly about: string;
  /** Further paragraphs of the first panel, in Markdown. */
  readonly more?: readonly string[];
  /** Whose targets can be chosen; absent on boards about several. */
  readonly owner?: Owner;
  readonly links?: readonly Link[];
  readonly annotations: readonly Annotation[];
  /** Units: seconds. */
  readonly shows?: number;
  readonly refresh?: number;
}

/** As long as Grafana shows by default in Kubernetes dashboards, and enough to see what was before. Units: seconds. */
const SHOWS = 21_600;

const DATA_SOURCE: Variable = { kind: "datasource", name: "datasource", label: "Data source" };

/** Puts a board together: its first panel that says what it is, its choices and links, and every panel in its place. */
export function boardOf(frame: Frame, rows: readonly DraftRow[], view: View): Board {
  const { system } = view;
  const variables = [DATA_SOURCE, ...choices(frame.owner, view, rows)];
  const overview = frame.name === BOARDS.overview ? [] : [view.board(BOARDS.overview, `${view.title}: overview`)];
  const what = [frame.about, ...(frame.more ?? [])].join("\n\n");
  return {
    uid: dashboardUid(system.name, frame.name),
    slug: kebabCase(frame.name),
    title: frame.title,
    system: system.name,
    subject: frame.subject,
    path: frame.path,
    tags: ["burnline", system.name, frame.subject.kind],
    about: frame.about,
    variables,
    links: [...overview, ...(frame.links ?? [])],
    annotations: frame.annotations,
    rows: layOut([
      {
        panels: [text("What am I looking at?", "What this board is about.", what)],
        perLine: 1,
        height: 3 + 2 * (frame.more?.length ?? 0),
      },
      ...rows,
    ]),
    shows: frame.shows ?? SHOWS,
    // Recorded series are as new as the last evaluation: asking more often shows nothing else.
    refresh: frame.refresh ?? Math.max(30, system.prometheus.evaluationInterval.value),
    waivers: waiversOf(variables),
  };
}

/** The choices that some query of the board uses. */
function choices(owner: Owner | undefined, view: View, rows: readonly DraftRow[]): readonly Variable[] {
  const texts = rows.flatMap(({ panels }) =>
    panels.flatMap((panel) => (panel.kind === "text" ? [] : panel.queries.map(({ text }) => text))),
  );
  const used = (name: string): boolean => texts.some((one) => one.includes(`$${name}"`));
  return [
    ...(used("namespace") ? [namespaceChoice(view.system, jobsOf(owner, view))] : []),
    ...(owner?.scrape !== undefined && used("job") ? [...targetChoices(owner, view)] : []),
  ];
}

function jobsOf(owner: Owner | undefined, view: View): readonly string[] {
  const jobs =
    owner?.scrape === undefined ? view.system.services.flatMap(({ scrape }) => scrape?.job ?? []) : [owner.scrape.job];
  return [...new Set(jobs)];
}

function namespaceChoice({ namespace = "" }: System, jobs: readonly string[]): Variable {
  const expression = {
    type: "vector",
    name: "up",
    matchers: jobs.length === 0 ? [] : [re("job", jobs.join("|"))],
  } as const;
  return {
    kind: "query",
    name: "namespace",
    label: "Namespace",
    query: `label_values(${print(expression)}, namespace)`,
    expression,
    of: "namespace",
    chosen: namespace,
    multiple: false,
  };
}

function targetChoices(owner: Owner, view: View): readonly Variable[] {
  const expression = view.targets(owner);
  const shown = print({
    ...expression,
    matchers: expression.matchers.map((matcher) =>
      matcher.label === "namespace" && hasNamespace(view) ? { ...matcher, value: "$namespace" } : matcher,
    ),
  });
  const choice = (name: string, label: string): Variable => ({
    kind: "query",
    name,
    label,
    query: `label_values(${shown}, ${name})`,
    expression,
    of: name,
    multiple: true,
  });
  return [choice("job", "Job"), choice("instance", "Instance")];
}

function waiversOf(variables: readonly Variable[]): readonly Waiver[] {
  if (variables.some(({ name }) => name === "job")) return [];
  const why = "no query of the board reads the targets of one service, so that there is nothing to choose";
  return [
    { rule: "template-job", why },
    { rule: "template-instance", why },
  ];
}
