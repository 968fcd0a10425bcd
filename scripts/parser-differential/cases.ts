import type { ParserCase } from "./compare.ts";
import { Generator } from "./generate.ts";
import { mutate } from "./mutate.ts";
import { Random } from "./random.ts";

/** Expressions over the whole grammar, about half of them broken; equal seeds give equal cases. */
export function parserCases(count: number, seed: number): readonly ParserCase[] {
  const random = new Random(seed);
  const generator = new Generator(random);
  return Array.from({ length: count }, () => {
    const expr = generator.expression();
    return {
      expr: random.chance(0.5) ? mutate(expr, random) : expr,
      experimental: random.chance(0.6),
      durations: random.chance(0.9),
    };
  });
}
