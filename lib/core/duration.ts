const UNITS: readonly (readonly [unit: string, milliseconds: number])[] = [
  ["y", 365 * 86_400_000],
  ["w", 7 * 86_400_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/** What fits into Prometheus' signed 64-bit count of nanoseconds. Units: milliseconds. */
const LONGEST = 9_223_372_036_854;

/**
 * A duration as Prometheus prints it: `5m`, `1h30m`, `30d`, `1w`, `0s`, `-5m`.
 * Years and weeks are written only when they divide the whole, because `90d` reads easier than `12w6d`.
 * Units: milliseconds; fractions of one are dropped.
 */
export function formatDuration(milliseconds: number): string {
  let rest = Math.trunc(Math.abs(milliseconds));
  if (rest === 0) return "0s";
  let text = milliseconds < 0 ? "-" : "";
  for (const [unit, length] of UNITS) {
    if (rest < length || ((unit === "y" || unit === "w") && rest % length !== 0)) continue;
    const amount = Math.floor(rest / length);
    text += amount + unit;
    rest -= amount * length;
    if (rest === 0) break;
  }
  return text;
}

/**
 * The length of a Prometheus duration, `undefined` when `text` is not one: units `y w d h m s ms`, biggest first, each at
 * most once, whole numbers only, at most about 292 years. `0` needs no unit, as in Prometheus.
 * Units: milliseconds.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const amounts = text === "" ? null : DURATION.exec(text);
  if (amounts === null) return undefined;
  let total = 0;
  for (const [index, [, length]] of UNITS.entries()) total += Number(amounts[index + 1] ?? 0) * length;
  return total <= LONGEST ? total : undefined;
}
