import type { Query, TextPanel, ValuePanel } from "./board.ts";

/** A panel before it has its place on a board. */
export type DraftPanel = DraftText | DraftValues;

/** {@link TextPanel} before it has its place. */
export type DraftText = Omit<TextPanel, "id" | "gridPos">;

/** {@link ValuePanel} before it has its place. */
export type DraftValues = Omit<ValuePanel, "id" | "gridPos">;

/** {@link Query} before it has its letter. */
export type DraftQuery = Omit<Query, "refId">;

/** Panels that stand together, of one height, and how many of them at most side by side. Units: `height` in rows of the grid. */
export interface DraftRow {
  readonly title?: string;
  readonly panels: readonly DraftPanel[];
  readonly perLine: number;
  readonly height: number;
}

/** A row of graphs. */
export function graphs(title: string, panels: readonly DraftPanel[], perLine = 2): DraftRow {
  return { title, panels, perLine, height: 8 };
}

/** A panel of text. */
export function text(title: string, description: string, markdown: string): DraftText {
  return { kind: "text", title, description, markdown, links: [], waivers: [] };
}

type ValueSpec = Partial<
  Pick<DraftValues, "links" | "thresholds" | "waivers" | "interval" | "least" | "most" | "perSecond">
> &
  Pick<DraftValues, "title" | "description" | "unit"> & { readonly queries: readonly DraftQuery[] };

/** A panel of values over time. */
export function timeseries(spec: ValueSpec): DraftValues {
  return values("timeseries", spec);
}

/** A panel of the newest values. */
export function stat(spec: ValueSpec): DraftValues {
  return values("stat", spec);
}

/** The same values as the newest ones only. */
export function newest(panel: DraftValues, title: string): DraftValues {
  return stat({ ...panel, title });
}

/** A panel with a line for each series and a column for each query. */
export function table(spec: ValueSpec): DraftValues {
  return values("table", spec);
}

function values(kind: DraftValues["kind"], { queries, ...spec }: ValueSpec): DraftValues {
  const lettered = queries.map((query, index) => ({
    refId: letters(index),
    ...query,
    ...(kind === "timeseries" ? {} : ({ instant: true } as const)),
  }));
  return { kind, thresholds: [], links: [], waivers: [], ...spec, queries: lettered };
}

/** Name of a query by its place on a panel: `A` to `Z`, then `AA`. */
export function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return `${rest === 0 ? "" : letters(rest - 1)}${String.fromCharCode(65 + (index % 26))}`;
}
