import { Labels } from "../../data/labels.ts";
import { Column } from "../column.ts";
import type { Evaluator, VectorFunction } from "../evaluator.ts";
import { type CivilTime, civilTime } from "./civil-time.ts";
import { mapFloats } from "./result-columns.ts";

const FIELDS: Readonly<Record<string, keyof CivilTime>> = {
  day_of_month: "day",
  day_of_week: "weekday",
  day_of_year: "dayOfYear",
  days_in_month: "daysInMonth",
  hour: "hour",
  minute: "minute",
  month: "month",
  year: "year",
};

/** The functions that read floats as seconds since 1970; without an argument they read the time of the evaluation. */
export const CALENDAR_FUNCTIONS: readonly (readonly [name: string, evaluate: VectorFunction])[] = Object.entries(
  FIELDS,
).map(([name, field]): readonly [string, VectorFunction] => [
  name,
  ({ arguments: [argument] }, evaluator) =>
    argument === undefined
      ? now(field, evaluator)
      : mapFloats(evaluator.vector(argument), evaluator, (value) => civilTime(value)[field]),
]);

function now(field: keyof CivilTime, { steps }: Evaluator): Column[] {
  const column = new Column(Labels.empty, steps.count);
  for (let step = 0; step < steps.count; step++) {
    column.setFloat(step, civilTime((steps.start + step * steps.step) / 1_000)[field]);
  }
  return [column];
}
