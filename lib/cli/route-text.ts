import { windowName } from "../model/conventions.ts";
import type { DeliveryAnswer, InhibitionAnswer, RouteAnswer } from "./route-answer.ts";
import type { Paint } from "./terminal.ts";

/** Where an alert goes, for people. */
export function routeText(answer: RouteAnswer, paint: Paint): string {
  const { system, alert, severity, labels, at, deliveries, byPeople } = answer;
  const service = labels.service === undefined ? "" : ` of ${labels.service}`;
  const told = deliveries.some(({ muted }) => muted === undefined);
  const lines = [
    `${paint.bold(`${system} ${alert}`)}  ${severity}${service}, at ${at.replace(":00.000Z", "Z")}`,
    ...(deliveries.length === 0 ? [paint.warn("  nobody is told: no severity of the system has receivers")] : []),
    ...deliveries.flatMap((delivery) => deliveryLines(delivery, paint)),
    ...(deliveries.length > 0 && !told ? [paint.warn("  nobody is told at this time")] : []),
    ...byPeople.map(({ level, after, who, when }) => {
      const role = who === level ? level : `${level}, ${who}`;
      return `  after ${windowName(after)}  ${role}, called by people${when === undefined ? "" : `: when ${when}`}`;
    }),
    ...answer.inhibitedBy.map((one) => inhibitionLine("silenced while one of these fires", one)),
    ...answer.inhibits.map((one) => inhibitionLine("silences", one)),
  ];
  return `${lines.join("\n")}\n`;
}

function deliveryLines(delivery: DeliveryAnswer, paint: Paint): readonly string[] {
  const { receiver, tells, path, groupBy, after, changes, again, muted } = delivery;
  const trail = path.map(({ route, matchers }, index) => {
    const matched = matchers.length === 0 ? "everything" : matchers.join(", ");
    return paint.dim(`    ${"  ".repeat(index)}${route}  ${matched}`);
  });
  return [
    `  after ${windowName(after)}  ${paint.bold(receiver)}: ${tells.join(", ")}`,
    ...trail,
    `    one notification for all with the same ${groupBy.join(", ")}; changes after ${windowName(changes)}, repeated every ${windowName(again)}`,
    ...(muted === undefined ? [] : [paint.warn(`    ${mutedInWords(muted)}`)]),
  ];
}

function mutedInWords({ why, intervals, until }: NonNullable<DeliveryAnswer["muted"]>): string {
  const end = until === undefined ? "for more than a year" : `until ${until.replace(":00.000Z", "Z")}`;
  return why === "muted"
    ? `not told ${end}: within ${intervals.join(", ")}`
    : `not told ${end}: outside of ${intervals.join(", ")}`;
}

function inhibitionLine(verb: string, { alerts, equal }: InhibitionAnswer): string {
  return `  ${verb}: ${alerts.join(", ")}, with the same ${equal.join(", ")}`;
}
