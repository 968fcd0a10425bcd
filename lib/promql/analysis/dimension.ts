/** What values are measured in. A count, a ratio and a number of cores have no kind at all. */
export interface Dimension {
  /** Exponents over base kinds, never 0: bytes per second are `{ byte: 1, second: -1 }`. */
  readonly kinds: Readonly<Record<string, number>>;
  /** How much of the base unit 1 is: 0.001 for milliseconds. `undefined` after a conversion that cannot be told. */
  readonly scale: number | undefined;
}

/** No unit: counts, ratios. */
export const PLAIN: Dimension = { kinds: {}, scale: 1 };

/** Seconds, those since 1970 too. */
export const SECONDS: Dimension = base("second");

/** One unit: `base("byte")`, `base("second", 0.001)`. */
export function base(kind: string, scale = 1): Dimension {
  return { kinds: { [kind]: 1 }, scale };
}

/** The unit of a product, or with `sign` -1 of a quotient. */
export function times(a: Dimension, b: Dimension, sign: 1 | -1 = 1): Dimension {
  const kinds = { ...a.kinds };
  for (const [kind, exponent] of Object.entries(b.kinds)) {
    const sum = (kinds[kind] ?? 0) + sign * exponent;
    if (sum === 0) delete kinds[kind];
    else kinds[kind] = sum;
  }
  const known = a.scale !== undefined && b.scale !== undefined;
  return { kinds, scale: known ? (a.scale ?? 1) * (b.scale ?? 1) ** sign : undefined };
}

/** The unit of a power: 2 for a variance, 0.5 for a square root. */
export function toPower({ kinds, scale }: Dimension, exponent: number): Dimension {
  return {
    kinds: Object.fromEntries(Object.entries(kinds).map(([kind, own]) => [kind, own * exponent])),
    scale: scale === undefined ? undefined : scale ** exponent,
  };
}

/** Whether it is a unit of nothing: a count, a ratio. */
export function isPlain({ kinds }: Dimension): boolean {
  return Object.keys(kinds).length === 0;
}

/** Whether values can be compared and added: of the same kind, and not surely of different scales. */
export function isSameUnit(a: Dimension, b: Dimension): boolean {
  const names = new Set([...Object.keys(a.kinds), ...Object.keys(b.kinds)]);
  if ([...names].some((kind) => a.kinds[kind] !== b.kinds[kind])) return false;
  return a.scale === undefined || b.scale === undefined || Math.abs(a.scale / b.scale - 1) < 1e-9;
}

const PREFIXES: ReadonlyMap<number, string> = new Map([
  [1e-3, "milli"],
  [1e-6, "micro"],
  [1e-9, "nano"],
]);

/** In words: `seconds`, `bytes per second`, `events per second`, `a number without a unit`. */
export function unitInWords({ kinds, scale }: Dimension): string {
  const entries = Object.entries(kinds);
  if (entries.length === 0) return "a number without a unit";
  const name = (kind: string, exponent: number, end: string): string =>
    `${kind}${kind === "celsius" ? "" : end}${exponent === 1 ? "" : `^${exponent}`}`;
  const above = entries.filter(([, exponent]) => exponent > 0).map(([kind, exponent]) => name(kind, exponent, "s"));
  const below = entries.filter(([, exponent]) => exponent < 0).map(([kind, exponent]) => name(kind, -exponent, ""));
  const prefix = scale === undefined || above.length !== 1 || below.length > 0 ? "" : (PREFIXES.get(scale) ?? "");
  const top = above.length === 0 ? "events" : above.join(" x ");
  return `${prefix}${top}${below.length === 0 ? "" : ` per ${below.join(" and ")}`}`;
}
