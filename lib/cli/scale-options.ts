import { BurnlineError, type Issue } from "../core/issue.ts";
import type { Quantity } from "../core/quantity.ts";
import { readDuration, readQuantity } from "../model/yaml/quantity.ts";
import { dayLoad, type Load, rampLoad, spikeLoad, stepLoad } from "../prove/scaling/load.ts";
import type { Measure } from "../prove/scaling/world.ts";
import type { ModelledWorld } from "../prove/scaling/world-of.ts";
import type { Arguments } from "./command.ts";
import { issue, refusal } from "./refuse.ts";

/** What `burnline scale` was asked for. */
export interface ScaleOptions {
  readonly loads: readonly Load[];
  /** Load before it changes: events per second, or a number of replicas that it fills. */
  readonly from?: Amount;
  /** What metrics of somebody else's autoscaler measure, by their keys. */
  readonly measures: ReadonlyMap<string, Measure>;
}

type Amount = Quantity<"per-second" | "count">;

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

function amountOf(text: string): Amount | undefined {
  const read = readQuantity(text);
  if (read === undefined || !(read.value > 0) || !Number.isFinite(read.value)) return undefined;
  const { unit, value } = read;
  return unit === "per-second" || unit === "count" ? { unit, value } : undefined;
}

/**
 * The load before it changes, in the units of a service's world.
 * @throws BurnlineError for a rate where the model does not say what rate a replica carries
 */
export function loadBefore({ world, inEvents }: ModelledWorld, from: Amount | undefined, service: string): number {
  if (from === undefined) return world.base;
  if (from.unit === "count") return from.value * world.pod.carries;
  if (inEvents) return from.value;
  throw refusal("option-value-invalid", "--from", `nothing says which rate a replica of ${service} carries`, {
    expected: "a number of replicas that the load fills",
    mend: "say scaling.carries in the model",
  });
}
