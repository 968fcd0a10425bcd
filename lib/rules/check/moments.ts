import type { Report } from "../../model/check/report.ts";
import type { ObjectiveAt } from "../../model/check/walk.ts";
import { windowName } from "../../model/conventions.ts";
import type { System } from "../../model/system.ts";
import { tiersOf } from "../windows.ts";
import type { RuleCode } from "./codes.ts";

/** That the window of each alert on `up` holds as many moments as its low-traffic guard asks for. */
export function checkMoments(system: System, { objective, path }: ObjectiveAt, report: Report<RuleCode>): void {
  const { indicator, lowTraffic } = objective;
  if (indicator.kind !== "up" || lowTraffic?.kind !== "minimumFailures") return;
  const windows = [
    ...tiersOf(objective).map(({ long }) => long.value),
    ...objective.tiers.flatMap(({ over }) => (over === undefined ? [] : [over.value])),
  ];
  const shortest = Math.min(...windows);
  const most = Math.floor(shortest / system.prometheus.evaluationInterval.value);
  if (!(lowTraffic.count > most)) return;
  const window = windowName(shortest);
  report.error(
    "low-traffic-invalid",
    `${path}.lowTraffic.minimumFailures`,
    `the alert over ${window} can never fire: it sees fewer moments than the guard asks for`,
    {
      found: `${lowTraffic.count}, while rules are evaluated ${most} times in ${window}`,
      expected: `at most ${most}`,
      mend: "ask for fewer: 3 suits most services",
    },
  );
}
