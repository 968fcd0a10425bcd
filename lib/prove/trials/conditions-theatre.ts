import type { SyntheticSeries } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import type { System } from "../../model/system.ts";
import type { Expression } from "../../promql/ast.ts";
import { walk } from "../../promql/walk.ts";
import { AlertTimeline } from "../alert-timeline.ts";
import type { AlertObligation } from "../obligation.ts";
import { conditionInstances } from "../specify-conditions.ts";
import type { Claim, Subjected, Trial } from "../trial.ts";
import type { RangeSemantics, ScrapedSeries, World } from "../world.ts";
import { countersOf } from "./conditions-counters.ts";
import { scrape } from "./conditions-scrapes.ts";

/** How a play differs from the model's scrapes on a Prometheus 3 that misses nothing. Units: seconds. */
export interface Staging {
  /** Time of the first scrape; default 0, so that scrapes and evaluations fall together. */
  readonly phase?: number;
  /** Multiple of the scrape interval. */
  readonly slowed?: number;
  readonly ranges?: RangeSemantics;
  /** Indexes of missed evaluations. */
  readonly missed?: readonly number[];
  /** What becomes of the series on their way. */
  readonly change?: (series: readonly ScrapedSeries[]) => readonly ScrapedSeries[];
}

/** Scrape interval where the model does not know the job; Prometheus' default. Units: seconds. */
const DEFAULT_SCRAPE_INTERVAL = 60;

/** Earliest time of the second phase where a stage does not tell. Units: seconds. */
const ONSET = 300;

/** Evaluations that are shown after the last thing that happens. */
const AFTER = 4;

/** Where a condition whose meaning is known is shown in situations of all kinds. Units: seconds. */
export class Theatre {
  readonly subjected: Subjected;
  readonly stage: Stage;
  /** False for the ways in which the condition comes to hold beside the first. */
  readonly isUsual: boolean;
  /** Between two scrapes. */
  readonly every: number;
  /** Between two evaluations. */
  readonly interval: number;
  readonly begin: number;
  readonly onset: number;
  /** How long the condition must hold. */
  readonly pending: number;
  /** Longest range that the expression looks back over. */
  readonly memory: number;
  /** Metrics that count up. */
  readonly counters: ReadonlySet<string>;

  constructor(subjected: Subjected, stage: Stage, isUsual: boolean) {
    const { system } = subjected.subject.context;
    const [first] = stage.series(0, [0, "off"]);
    this.subjected = subjected;
    this.stage = stage;
    this.isUsual = isUsual;
    this.every = stage.interval ?? scrapeInterval(system, first?.labels.job);
    this.interval = stage.interval ?? system.prometheus.evaluationInterval.value;
    this.begin = stage.begin ?? 0;
    this.onset = stage.onset ?? ONSET;
    this.pending = subjected.alert.for;
    this.memory = longestRange(subjected.alert.expression);
    this.counters = countersOf(subjected.alert.expression);
  }

  /** True where some of what is shown counts up. */
  get counts(): boolean {
    return this.stage.series(0, [0, "off"]).some(({ name }) => this.counters.has(name));
  }

  /** True for what fires where there are no series at all. */
  get noticesAbsence(): boolean {
    return this.timeline(this.show(this.begin + this.pending + AFTER * this.interval, [])).everFires;
  }

  /** How many evaluations the condition must hold before the one at which the alert fires. */
  get waits(): number {
    return Math.ceil(this.pending / this.interval);
  }

  /** A time, rounded up to a sample of the stage. */
  up(time: number): number {
    return Math.ceil(time / this.stage.step) * this.stage.step;
  }

  /** The end of a world in which something happens last at a time: what ranges see of it has gone by. */
  after(time: number): number {
    return this.up(time + this.memory + AFTER * this.interval);
  }

  /** A world of one object in its phases. */
  play(until: number, phases: readonly Phase[], staging: Staging = {}): World {
    return this.show(until, this.stage.series(this.up(until), ...phases), staging);
  }

  /** A world of any series. */
  show(until: number, series: readonly SyntheticSeries[], staging: Staging = {}): World {
    const { phase = 0, slowed = 1, ranges = "left-open", missed, change } = staging;
    const every = this.every * slowed;
    // The first evaluation sees a scrape, whenever that was.
    const clock = { step: this.stage.step, every, phase: phase > 0 ? phase - every : 0, until, begin: this.begin };
    const scraped = series.map((one) => scrape(one, clock));
    const count = Math.floor((until - this.begin) / this.interval) + 1;
    return {
      start: this.begin * 1_000,
      evaluations: { interval: this.interval * 1_000, count, ...(missed ? { missed: new Set(missed) } : {}) },
      series: change === undefined ? scraped : change(scraped),
      ranges,
    };
  }

  /** What the condition's alert does on a world, by what the condition means. */
  timeline(world: World): AlertTimeline {
    return new AlertTimeline(world, conditionInstances(this.subjected.alert, world));
  }

  /** Time of an evaluation on the clock of the series. */
  timeOf(index: number): number {
    return this.begin + index * this.interval;
  }

  /** First evaluation at or after a time on the clock of the series. */
  evaluationAt(time: number): number {
    return Math.ceil((time - this.begin) / this.interval);
  }

  /** A trial of the condition's alert. Ways other than the usual one are named. */
  trial(obligation: AlertObligation, world: World, claim: (timeline: AlertTimeline) => Claim): Trial {
    const { about } = this.stage;
    return {
      obligation,
      rule: this.subjected.rule,
      world,
      claim: (timeline) => {
        const { holds, says } = claim(timeline);
        return { holds, says: this.isUsual || says.includes(about) ? says : `${says} (${about})` };
      },
    };
  }
}

function scrapeInterval({ services, dependencies }: System, job: string | undefined): number {
  const scrapes = [...services, ...dependencies].flatMap(({ scrape: own }) => (own === undefined ? [] : [own]));
  return scrapes.find((own) => own.job === job)?.every.value ?? DEFAULT_SCRAPE_INTERVAL;
}

function longestRange(expression: Expression): number {
  let longest = 0;
  walk(expression, (node) => {
    if (node.type !== "matrix" && node.type !== "subquery") return;
    if (typeof node.range === "number") longest = Math.max(longest, node.range / 1_000);
  });
  return longest;
}
