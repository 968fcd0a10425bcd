import { formatDuration } from "../../core/duration.ts";
import { Random } from "../random.ts";

/** How the load of a service goes, as a multiple of what it was before. Units: seconds since it began to change. */
export interface Load {
  /** With a capital letter: `Twice the load at once`. */
  readonly title: string;
  /** How long it is looked at. */
  readonly length: number;
  /** Whether it is what the service has every day, so that budgets are counted by its mean; others are by what was before. */
  readonly ordinary: boolean;
  factor(at: number): number;
}

/** How long a load is looked at after it has reached its height: two rounds of a slow start-up, and more. Units: seconds. */
const AFTER = 1_800;

/** Load that stays as it is. Units: seconds. */
export function steadyLoad(lasts: number): Load {
  return {
    title: `The same load for ${formatDuration(lasts * 1_000)}`,
    length: lasts,
    ordinary: true,
    factor: () => 1,
  };
}

/** Load that is `factor` times as much at once, and stays. */
export function stepLoad(factor: number): Load {
  return {
    title: `${times(factor)} at once`,
    length: AFTER,
    ordinary: false,
    factor: (at) => (at < 0 ? 1 : factor),
  };
}

/** Load that grows evenly to `factor` times as much, and stays. Units of `within`: seconds. */
export function rampLoad(factor: number, within: number): Load {
  return {
    title: `${times(factor)} within ${formatDuration(within * 1_000)}`,
    length: within + AFTER,
    ordinary: false,
    factor: (at) => 1 + (factor - 1) * Math.min(1, Math.max(0, at / within)),
  };
}

/** Load that is `factor` times as much at once, and after `lasts` as before. Units: seconds. */
export function spikeLoad(factor: number, lasts: number): Load {
  return {
    title: `${times(factor)} for ${formatDuration(lasts * 1_000)}`,
    length: lasts + AFTER,
    ordinary: false,
    factor: (at) => (at < 0 || at >= lasts ? 1 : factor),
  };
}

const DAY = 86_400;

/** How far a minute's load is from the curve at most, as a share. */
const NOISE = 0.1;

/** Start of the numbers that look like chance; any would do. */
const SEED = 20_261_121;

/** A day from its quietest hour over its busiest, `factor` times as much, to the next; each minute a little off the curve. */
export function dayLoad(factor: number, seed = SEED): Load {
  const random = new Random(seed);
  const noise = Array.from({ length: DAY / 60 + 1 }, () => 1 + NOISE * (2 * random.next() - 1));
  const curve = (at: number) => 1 + ((factor - 1) * (1 - Math.cos((2 * Math.PI * at) / DAY))) / 2;
  return {
    title: `A day whose busiest hour has ${timesShort(factor)} the load of its quietest`,
    length: DAY,
    ordinary: true,
    factor: (at) => (at < 0 ? 1 : curve(at) * (noise[Math.floor(at / 60)] ?? 1)),
  };
}

function times(factor: number): string {
  if (factor === 2) return "Twice the load";
  return factor === 0.5 ? "Half the load" : `${factor} times the load`;
}

function timesShort(factor: number): string {
  return factor === 2 ? "twice" : `${factor} times`;
}
