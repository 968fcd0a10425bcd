import type { Unit } from "../core/quantity.ts";

/**
 * Names of units in Grafana (https://github.com/grafana/grafana/blob/main/packages/grafana-data/src/valueFormats/categories.ts).
 * It has none for cores: they are plain numbers, and the axis says what they are.
 */
const GRAFANA_UNITS: Readonly<Record<Unit, string>> = {
  ratio: "percentunit",
  seconds: "s",
  milliseconds: "ms",
  bytes: "bytes",
  "per-second": "ops",
  count: "short",
  timestamp: "dateTimeAsIso",
  cores: "short",
};

/** The unit as Grafana calls it; `bytes` are multiples of 1,024 there, as in `KiB`. */
export function grafanaUnit(unit: Unit, perSecond?: true): string {
  return unit === "bytes" && perSecond ? "binBps" : GRAFANA_UNITS[unit];
}

/** What an axis says where Grafana has no unit for its values. */
export function axisLabel(unit: Unit): string | undefined {
  return unit === "cores" ? "cores" : undefined;
}
