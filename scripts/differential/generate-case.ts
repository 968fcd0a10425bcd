import type { WireCase, WireQuery } from "./case.ts";
import { generateExpression } from "./generate-expression.ts";
import type { Scope } from "./generate-selector.ts";
import { generateSeries } from "./generate-series.ts";
import { generateOptions, type Profile } from "./profile.ts";
import { Random } from "./random.ts";

/** How many queries run over the same series. */
export const QUERIES_PER_CASE = 10;

/** The series and queries of a seed. */
export function generateCase(seed: number, profile: Profile, queries = QUERIES_PER_CASE): WireCase {
  const random = new Random(seed);
  const options = generateOptions(random, profile);
  const { series, scrape } = generateSeries(random);
  const present = new Set(series.map(({ labels }) => labels.__name__ ?? ""));
  const scope: Scope = { random, scrape, options, present };
  return { series, options, queries: Array.from({ length: queries }, () => generateQuery(scope)) };
}

function generateQuery(scope: Scope): WireQuery {
  const { random, scrape } = scope;
  const instant = random.chance(0.4);
  const expr = generateExpression(scope, random.int(0, 4), instant);
  const odd = random.pick([0, 0, 1, 500]);
  const late = random.chance(0.1) ? random.int(0, 6) : 0;
  const start = scrape.start + random.int(instant ? 1 : 0, scrape.count - 1 + late) * scrape.step + odd;
  if (instant) return { expr, start, end: start, step: 0 };
  const step = random.pick([scrape.step, scrape.step / 2, scrape.step * 3, 7_000]);
  return { expr, start, end: start + random.int(0, 10) * step + random.pick([0, 0, 1]), step };
}
