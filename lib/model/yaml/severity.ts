import type { Given } from "../../core/assumed.ts";
import type { EscalationStep, Severity } from "../severity.ts";
import { during, type TimeInterval, type Weekday } from "../time-interval.ts";
import { type Data, leafOf, listOf, mapOf, optional, optionalLeaf, textOf } from "./data.ts";
import { durationOf } from "./reading.ts";
import { receiversOf } from "./receiver.ts";

/** A severity of the model. */
export function severityOf(data: Data): Given<Severity> {
  return {
    priority: leafOf(data.priority, textOf),
    rank: leafOf(data.rank, Number),
    ...optionalLeaf(data, "acknowledgeWithin", durationOf),
    ...optionalLeaf(data, "resolveWithin", durationOf),
    ...optional(data, "notify", receiversOf),
    ...optional(data, "during", intervalsOf),
    ...optionalLeaf(data, "repeatEvery", durationOf),
    ...optional(data, "escalation", (steps) => listOf(steps).map((step) => stepOf(mapOf(step)))),
  };
}

/** Hours that come again. */
export function intervalsOf(value: unknown): readonly TimeInterval[] {
  return listOf(value).map(mapOf).map(intervalOf);
}

function intervalOf(data: Data): TimeInterval {
  const numbersOf = (value: unknown) => listOf(value).map(Number);
  return during({
    ...optionalLeaf(data, "from", textOf),
    ...optionalLeaf(data, "to", textOf),
    ...optionalLeaf(data, "weekdays", (value) => listOf(value) as readonly Weekday[]),
    ...optionalLeaf(data, "daysOfMonth", numbersOf),
    ...optionalLeaf(data, "months", numbersOf),
    zone: leafOf(data.zone, textOf),
  });
}

function stepOf(data: Data): Given<EscalationStep> {
  return {
    level: leafOf(data.level, textOf),
    after: leafOf(data.after, durationOf),
    who: leafOf(data.who, textOf),
    ...optionalLeaf(data, "when", textOf),
    ...optional(data, "notify", receiversOf),
  };
}
