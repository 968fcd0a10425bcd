import { BurnlineError, type Issue } from "../core/issue.ts";
import { readDuration, readQuantity } from "../model/yaml/quantity.ts";
import { dayLoad, type Load, rampLoad, spikeLoad, stepLoad } from "../prove/scaling/load.ts";
import type { Measure } from "../prove/scaling/world.ts";
import type { Arguments } from "./command.ts";
import { issue } from "./refuse.ts";

/** What `burnline scale` was asked for. */
export interface ScaleOptions {
  readonly loads: readonly Load[];
  /** Load before it changes. Units: events per second, or what one replica carries. */
  readonly from?: number;
  /** What metrics of somebody else's autoscaler measure, by their keys. */
  readonly measures: ReadonlyMap<string, Measure>;
}

/** Load that is simulated where none is named. */
const DEFAULT_LOAD = "step=2";

const LOAD = "step=2, ramp=3/10m, spike=5/2m or day=4";

/** How much busier the busiest hour of a day is than its quietest, where nothing is said. */
const DAY = 4;

/** Times that these metrics are averaged over. Units: seconds. */
const OVER = 60;

const MEASURES: Readonly<Record<string, Measure>> = {
  load: { kind: "load", over: OVER },
  latency: { kind: "latency", over: OVER },
  errors: { kind: "errors", over: OVER },
  "in-flight": { kind: "in-flight" },
};

/** @throws BurnlineError with everything that is wrong with the options */
export function readScaleOptions(args: Arguments): ScaleOptions {
  const issues: Issue[] = [];
  const refuse = (option: string, found: string, expected: string): void => {
    issues.push(issue("option-value-invalid", option, "this value cannot be used", { found, expected }));
  };
  const texts = args.values("load");
  const loads = (texts.length === 0 ? [DEFAULT_LOAD] : texts).flatMap((text) => {
    const load = loadOf(text);
    if (load === undefined) refuse("--load", text, LOAD);
    return load ?? [];
  });
  const text = args.value("from");
  const from = text === undefined ? undefined : amountOf(text);
  if (text !== undefined && from === undefined) refuse("--from", text, "a rate such as 300/s, or a number of replicas");
  const measures = new Map<string, Measure>();
  for (const pair of args.texts("metric")) {
    const [, key = "", kind = ""] = /^(.+)=([a-z-]+)$/.exec(pair) ?? [];
    const measure = Object.hasOwn(MEASURES, kind) ? MEASURES[kind] : undefined;
    if (measure === undefined) refuse("--metric", pair, `NAME=KIND with one of ${Object.keys(MEASURES).join(", ")}`);
    else measures.set(key, measure);
  }
  if (issues.length > 0) throw new BurnlineError(issues);
  return { loads, measures, ...(from === undefined ? {} : { from }) };
}

function loadOf(text: string): Load | undefined {
  const [, shape, amount, length] = /^([a-z]+)(?:=([0-9.]+)(?:\/(.+))?)?$/.exec(text) ?? [];
  const factor = amount === undefined ? undefined : Number(amount);
  const seconds = length === undefined ? undefined : readDuration(length)?.value;
  const sound = factor !== undefined && Number.isFinite(factor) && factor > 0;
  const long = seconds !== undefined && Number.isInteger(seconds) && seconds > 0;
  if (shape === "day" && length === undefined && (amount === undefined || sound)) return dayLoad(factor ?? DAY);
  if (!sound) return undefined;
  if (shape === "step" && length === undefined) return stepLoad(factor);
  if (shape === "ramp" && long) return rampLoad(factor, seconds);
  return shape === "spike" && long ? spikeLoad(factor, seconds) : undefined;
}

function amountOf(text: string): number | undefined {
  const read = readQuantity(text);
  const isLoad = read !== undefined && (read.unit === "per-second" || read.unit === "count");
  return isLoad && read.value > 0 && Number.isFinite(read.value) ? read.value : undefined;
}
