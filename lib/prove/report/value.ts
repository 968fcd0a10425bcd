import { formatDuration } from "../../core/duration.ts";
import { isQuantity } from "../../core/quantity.ts";
import { quantityInWords } from "../../model/conventions.ts";

/** A measured value for people: four digits, in a unit of the model or in any other word. */
export function measured(value: number, unit: string): string {
  const rounded = Number(value.toPrecision(4));
  const quantity = { unit, value: unit === "seconds" && Math.abs(value) >= 60 ? Math.round(value) : rounded };
  // Values of one axis share their unit of time.
  if (unit === "per-second") return `${rounded} per second`;
  if (Number.isFinite(value) && isQuantity(quantity)) return quantityInWords(quantity);
  return unit === "" ? `${rounded}` : `${rounded} ${unit}`;
}

/** A time after the first evaluation, for people. Units: seconds. */
export function moment(seconds: number): string {
  return formatDuration(seconds * 1_000);
}
