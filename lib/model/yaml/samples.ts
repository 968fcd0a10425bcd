import { constant, missing, ramp, type Samples, stale } from "../scenario.ts";

const NUMBER = "-?[0-9]+(?:\\.[0-9]+)?(?:e[-+]?[0-9]+)?";
const ITEM = new RegExp(`^(${NUMBER})(?:([-+])([0-9]+(?:\\.[0-9]+)?))?(?:x([0-9]+))?$`);

/**
 * Samples as promtool's unit tests write them: `1`, `1x4` (five ones), `0+10x4` (0, 10, ... 40), `_`, `_x4` (four gaps),
 * `stale`; `undefined` for other texts.
 */
export function readSamples(text: string): readonly Samples[] | undefined {
  const items = text.trim().split(/\s+/).map(readItem);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function readItem(item: string): Samples | undefined {
  if (item === "stale") return stale();
  if (item === "_") return missing(1);
  const gap = /^_x([0-9]+)$/.exec(item)?.[1];
  if (gap !== undefined) return missing(Number(gap));
  const [, from, sign, step, repeat] = ITEM.exec(item) ?? [];
  if (from === undefined) return undefined;
  const steps = Number(repeat ?? 0) + 1;
  if (step === undefined) return constant(Number(from), steps);
  return ramp(Number(from), Number(`${sign ?? ""}${step}`), steps);
}
