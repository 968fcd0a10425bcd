import type { Unit } from "../core/quantity.ts";
import type { Comparison } from "../model/tier.ts";
import type { Expression } from "../promql/ast.ts";

/** A dashboard before it becomes JSON of Grafana: what it shows, and where each number on it comes from. */
export interface Board {
  /** Stable name in URLs, from `dashboardUid`. */
  readonly uid: string;
  /** Name of its file, without `.json`; unique in its system. */
  readonly slug: string;
  readonly title: string;
  /** Name of the system. */
  readonly system: string;
  readonly subject: BoardSubject;
  /** Where in the model it comes from: `services.api.objectives.latency`, `dashboards.System Overview`; empty for the system. */
  readonly path: string;
  readonly tags: readonly string[];
  /** What am I looking at, in one sentence without markup; the first panel of the board says it at length. */
  readonly about: string;
  readonly variables: readonly Variable[];
  /** Links at the top, beside the list of all boards of the system. */
  readonly links: readonly Link[];
  /** Marks on the time axis of every panel. */
  readonly annotations: readonly Annotation[];
  /** In the order of the screen. Every panel is in one row. */
  readonly rows: readonly Row[];
  /** Time range that it opens with, back from now. Units: seconds. */
  readonly shows: number;
  /** How often it asks again. Units: seconds. */
  readonly refresh: number;
  /** Rules of Grafana's dashboard-linter that do not hold for the whole board, each with the reason. */
  readonly waivers: readonly Waiver[];
}

/** What a board is about. `owner` is a service or dependency, `named` a dashboard that the documents name. */
export type BoardSubject =
  | { readonly kind: "overview" | "infrastructure" | "dependencies" | "jobs" }
  | { readonly kind: "owner"; readonly owner: string }
  | { readonly kind: "objective"; readonly owner: string; readonly objective: string }
  | { readonly kind: "named"; readonly name: string };

/** Panels under one heading. The first row of a board has no heading. */
export interface Row {
  readonly title?: string;
  /** Place of the heading; absent where there is none. */
  readonly gridPos?: GridPos;
  readonly panels: readonly Panel[];
}

/** Place on Grafana's grid of 24 columns; `y` counts from the top of the board. Units: columns, and rows of 30 pixels. */
export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A panel: text, or queries and how their values are shown. */
export type Panel = TextPanel | ValuePanel;

/** Markdown that is made from the model. */
export interface TextPanel extends PanelBase {
  readonly kind: "text";
  readonly markdown: string;
}

/**
 * Values of queries: the newest of each series (`stat`), all of the time range (`timeseries`), or a column for each query
 * and a line for each series (`table`).
 */
export interface ValuePanel extends PanelBase {
  readonly kind: "stat" | "timeseries" | "table";
  /** What all queries are measured in, unless a query has a unit of its own. */
  readonly unit: Unit;
  /** The values are the unit per second: bytes per second, for which the model has no word. */
  readonly perSecond?: true;
  readonly queries: readonly Query[];
  /** Numbers of the rules and targets that the values are compared with; empty where the model has none. */
  readonly thresholds: readonly Threshold[];
  /**
   * Shortest step, the interval of the scrape behind raw series; `$__rate_interval` is four times this. Absent where all
   * series are recorded. Units: seconds.
   */
  readonly interval?: number;
  /** Bounds of the axis where the model knows them; a share is between 0 and 1. */
  readonly least?: number;
  readonly most?: number;
}

interface PanelBase {
  /** Unique on its board, from 1, in the order of the screen; rows with a heading count too. */
  readonly id: number;
  /** Unique on its board. */
  readonly title: string;
  /** What the values are and what to do about them, for the panel's tooltip. */
  readonly description: string;
  readonly gridPos: GridPos;
  readonly links: readonly Link[];
  /** Rules of Grafana's dashboard-linter that do not hold here, each with the reason. */
  readonly waivers: readonly Waiver[];
}

/** One query of a panel. */
export interface Query {
  /** `A`, `B`, ...: unique on its panel. */
  readonly refId: string;
  /** PromQL as Grafana gets it, with Grafana's variables: `$namespace`, `$__rate_interval`. */
  readonly text: string;
  /**
   * The same as a tree in which each variable is what it holds when the board opens, `$__rate_interval` four scrapes: for type
   * checks and for the engine. Absent where the text does not parse, which is a finding.
   */
  readonly expression?: Expression;
  /** Name of each series, with its labels: `{{pod}}`; of a column in a table. */
  readonly legend: string;
  /** Unit of a column of a table. */
  readonly unit?: Unit;
  /** Asked for the end of the time range only. */
  readonly instant?: true;
  /** Why there may be no series while all is well; absent where there always is one once the system has run. */
  readonly emptyWhile?: string;
}

/** A number that values are compared with: the threshold of an alert, or the target of an objective. */
export interface Threshold {
  readonly value: number;
  /** On which side of it something is wrong. */
  readonly comparison: Comparison;
  /** Severity of the alert; absent for a target. */
  readonly severity?: string;
  /** The most urgent is 0, as the severity's rank; that of a target is behind all. */
  readonly rank: number;
  /** The alert that compares with this number; or `target`, `budget` (it is spent), `firing` (any alert does). */
  readonly of: string;
  /** The only query that it is for; absent where it is for all of the panel. */
  readonly query?: string;
}

/** A link to another board, a page of the runbook, or a place outside. */
export interface Link {
  readonly title: string;
  readonly to: "board" | "runbook" | "outside";
  readonly url: string;
}

/** Times in which alerts fire, marked on all panels. */
export interface Annotation {
  readonly name: string;
  readonly text: string;
  readonly expression: Expression;
}

/** A choice at the top of a board. */
export type Variable =
  | { readonly kind: "datasource"; readonly name: string; readonly label: string }
  | {
      readonly kind: "query";
      readonly name: string;
      readonly label: string;
      /** In the query language of Grafana's Prometheus data source: `label_values(up{job="api"}, instance)`. */
      readonly query: string;
      /** The series inside the query, as they are when the board opens. */
      readonly expression: Expression;
      /** The label whose values can be chosen. */
      readonly of: string;
      /** What is chosen when the board opens; absent means all of them. */
      readonly chosen?: string;
      /** Whether several can be chosen at once, so that queries match with `=~`. */
      readonly multiple: boolean;
    };

/** Rules of Grafana's dashboard-linter. */
export const LINTER_RULES = [
  "template-datasource",
  "template-job",
  "template-instance",
  "template-label-promql",
  "template-on-time-change-reload",
  "panel-datasource",
  "panel-title-description",
  "panel-units",
  "panel-no-targets",
  "target-logql",
  "target-logql-auto",
  "target-promql",
  "target-rate-interval",
  "target-job",
  "target-instance",
  "target-counter-agg",
  "uneditable-dashboard",
] as const;

/** One of {@link LINTER_RULES}. */
export type LinterRule = (typeof LINTER_RULES)[number];

/** A rule of the linter that does not hold, and why that is meant. */
export interface Waiver {
  readonly rule: LinterRule;
  readonly why: string;
}

/** Every panel of a board, in the order of the screen. */
export function panelsOf(board: Board): readonly Panel[] {
  return board.rows.flatMap(({ panels }) => panels);
}
