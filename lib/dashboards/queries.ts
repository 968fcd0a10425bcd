import { formatDuration } from "../core/duration.ts";
import type { Expression, Matcher, VectorSelector } from "../promql/ast.ts";
import { call, eq, metric, re } from "../promql/build.ts";
import { print } from "../promql/print.ts";
import { selectors, transform, walk } from "../promql/walk.ts";
import type { Waiver } from "./board.ts";
import type { DraftQuery } from "./draft.ts";
import type { BoardRecording } from "./source.ts";
import type { Owner, View } from "./view.ts";

/** Scrapes in `$__rate_interval`, as https://grafana.com/docs/grafana/latest/datasources/prometheus/ has it. */
const SCRAPES_IN_A_RATE = 4;

/** Interval of series whose scrape is not known: Prometheus' default. Units: seconds. */
const DEFAULT_SCRAPE = 60;

/** A range that no rule has, to be found again in the text. Units: milliseconds. */
const MARKED = 987_654_321;

/** Value of the variables `job` and `instance` for all of them; as an `allValue` it matches every series that has the label. */
export const EVERYTHING = ".+";

/** Interval of the scrape of a service or dependency. Units: seconds. */
export function scrapeInterval({ scrape }: Owner): number {
  return scrape?.every.value ?? DEFAULT_SCRAPE;
}

/** What `$__rate_interval` is at least. Units: milliseconds. */
export function rateInterval(scrapeSeconds: number): number {
  return scrapeSeconds * SCRAPES_IN_A_RATE * 1_000;
}

/** Whether series of this system carry the namespace that its boards let choose. */
export function hasNamespace({ system }: View): boolean {
  return system.namespace !== undefined && system.runs.every((platform) => platform === "kubernetes");
}

/** A query of recorded series, or of any that have no variable in them. */
export function fixed(expression: Expression, legend: string): DraftQuery {
  return { text: print(expression), expression, legend };
}

/** The series of a recording. */
export function recorded({ record, labels }: BoardRecording): VectorSelector {
  return metric(record, matchersOf(labels));
}

/** Matchers of exactly these labels. */
export function matchersOf(labels: Readonly<Record<string, string>>): readonly Matcher[] {
  return Object.entries(labels).map(([label, value]) => eq(label, value));
}

/**
 * A query of raw series, which follows the choices at the top of the board: the namespace, and of series that a service exports
 * itself also job and instance. The tree has what they hold when the board opens.
 */
export function raw(expression: Expression, legend: string, view: View, owner: Owner): DraftQuery {
  const own = owner.scrape?.job;
  const chosen = transform(expression, (node) =>
    node.type === "vector" && isOwn(node, own) ? withChoices(node) : node,
  );
  const shown = transform(chosen, (node) => {
    if (node.type === "matrix") return { ...node, range: MARKED };
    return node.type === "vector" ? withVariables(node, own, view) : node;
  });
  const text = print(shown).replaceAll(`[${formatDuration(MARKED)}]`, "[$__rate_interval]");
  return { text, expression: chosen, legend };
}

function isOwn({ matchers }: VectorSelector, job: string | undefined): boolean {
  return job !== undefined && matchers.some(({ label, op, value }) => label === "job" && op === "=" && value === job);
}

function withChoices(node: VectorSelector): VectorSelector {
  return { ...node, matchers: [...node.matchers, re("instance", EVERYTHING)] };
}

function withVariables(node: VectorSelector, job: string | undefined, view: View): VectorSelector {
  const own = isOwn(node, job);
  const matchers = node.matchers.map((matcher) => {
    const { label, op, value } = matcher;
    if (own && label === "job") return re("job", "$job");
    if (own && label === "instance" && value === EVERYTHING) return re("instance", "$instance");
    const ofSystem = label === "namespace" && op === "=" && value === view.system.namespace;
    return ofSystem && hasNamespace(view) ? eq("namespace", "$namespace") : matcher;
  });
  return { ...node, matchers };
}

/** `rate(selector[$__rate_interval])`, for {@link raw}. */
export function rateOf(selector: VectorSelector, owner: Owner): Expression {
  return call("rate", { type: "matrix", selector, range: rateInterval(scrapeInterval(owner)) });
}

const RECORDED_HAVE_NONE =
  "recorded series and ALERTS have system, service and objective in place of job and instance; they are all instances together";

/** For panels of recorded series and of `ALERTS`. */
export const OF_RECORDED: readonly Waiver[] = [
  { rule: "target-job", why: RECORDED_HAVE_NONE },
  { rule: "target-instance", why: RECORDED_HAVE_NONE },
];

const OF_THE_EXPORTER =
  "job and instance are those of an exporter, which tells of other things than itself; nobody chooses them";

/** For panels of series of which an exporter tells. */
export const OF_EXPORTER: readonly Waiver[] = [
  { rule: "target-job", why: OF_THE_EXPORTER },
  { rule: "target-instance", why: OF_THE_EXPORTER },
];

const AS_THE_RULE = "the expression is the rule's own, so that the panel shows the number that the alert compares";

/** For panels of expressions as the rules have them. */
export function ofRule(expressions: readonly Expression[]): readonly Waiver[] {
  const waivers: Waiver[] = [
    { rule: "target-job", why: AS_THE_RULE },
    { rule: "target-instance", why: AS_THE_RULE },
  ];
  if (expressions.some(hasFixedRate)) waivers.push({ rule: "target-rate-interval", why: AS_THE_RULE });
  if (expressions.some(hasBareCounter)) waivers.push({ rule: "target-counter-agg", why: AS_THE_RULE });
  return waivers;
}

function hasFixedRate(expression: Expression): boolean {
  let found = false;
  walk(expression, (node) => {
    if (node.type === "call" && (node.function === "rate" || node.function === "irate")) found = true;
  });
  return found;
}

const OF_COUNTERS: ReadonlySet<string> = new Set(["rate", "irate", "increase"]);

/** Whether a counter is read without a rate. */
export function hasBareCounter(expression: Expression): boolean {
  const all = selectors(expression).filter(({ name }) => name?.endsWith("_total"));
  let inside = 0;
  walk(expression, (node) => {
    if (node.type !== "call" || !OF_COUNTERS.has(node.function)) return true;
    inside += selectors(node).filter(({ name }) => name?.endsWith("_total")).length;
    return false;
  });
  return all.length > inside;
}
