import { formatDuration } from "../core/duration.ts";
import { kebabCase } from "../core/names.ts";
import type { Duration } from "../core/quantity.ts";
import type { Receiver } from "../model/receiver.ts";
import type { Severity } from "../model/severity.ts";
import type { System } from "../model/system.ts";
import type { MessageContext } from "./routing.ts";

/** A severity with everybody who is told about its alerts. */
export interface RoutedSeverity {
  readonly name: string;
  readonly severity: Severity;
  /** Place among the severities by rank, 0 for the most urgent. */
  readonly urgency: number;
  /** Those that are told at once, then the steps of the escalation that Alertmanager takes. */
  readonly tellings: readonly Telling[];
}

/** Somebody who is told about an alert of a severity, at once or later. */
export interface Telling {
  /** Name of the receiver in Alertmanager. */
  readonly receiver: string;
  readonly tells: readonly Receiver[];
  /** After which time; absent for those that are told at once. */
  readonly after?: Duration;
  /** `L2`. */
  readonly level?: string;
  /** `Senior Engineer`. */
  readonly who?: string;
  readonly message: MessageContext;
}

/** The severities of a system, the most urgent first; those of one rank as the model lists them. */
export function severitiesByUrgency(system: System): readonly RoutedSeverity[] {
  const ranks = [...new Set(Object.values(system.severities).map(({ rank }) => rank))].sort((a, b) => a - b);
  return Object.entries(system.severities)
    .map(([name, severity]) => ({ name, severity, urgency: ranks.indexOf(severity.rank) }))
    .sort((a, b) => a.urgency - b.urgency)
    .map((one) => ({ ...one, tellings: tellingsOf(system, one) }));
}

function tellingsOf(system: System, { name, severity, urgency }: Omit<RoutedSeverity, "tellings">): readonly Telling[] {
  const receiver = `${system.name}-${kebabCase(name)}`;
  const title = name.toUpperCase();
  const message: MessageContext = {
    title,
    urgency,
    ...(severity.acknowledgeWithin === undefined
      ? {}
      : { ask: `Acknowledge within ${formatDuration(severity.acknowledgeWithin.value * 1_000)}.` }),
  };
  const first = severity.notify ?? [];
  const steps = (severity.escalation ?? []).flatMap(({ level, after, who, notify = [] }): readonly Telling[] =>
    notify.length === 0
      ? []
      : [
          {
            receiver: `${receiver}-${kebabCase(level)}`,
            tells: notify,
            after,
            level,
            who,
            message: {
              title: `${title} ${level}`,
              urgency,
              ask: `For ${who}: not resolved for ${formatDuration(after.value * 1_000)}.`,
            },
          },
        ],
  );
  return first.length === 0 ? steps : [{ receiver, tells: first, message }, ...steps];
}
