import { countsEvents } from "../model/check/walk.ts";
import { BOARDS } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import { alertsTable } from "./alerts-table.ts";
import type { Board } from "./board.ts";
import { type Budgeted, budgetGraphs, budgetStats } from "./budget-panels.ts";
import { detectionTable } from "./detection.ts";
import { type DraftRow, graphs, newest } from "./draft.ts";
import { alertMarks, firingNow, firingOver } from "./firing.ts";
import { boardOf } from "./frame.ts";
import { instancePanels } from "./instance-panels.ts";
import { targetsOver } from "./metric-panels.ts";
import { keptLabels, tierPanels, trafficPanels } from "./tier-panels.ts";
import { type Owner, runbookLinks, type View } from "./view.ts";
import { promise, titleOf } from "./words.ts";

/** The board of one objective: how much of the promise is left, how fast it goes, and which pod it is. */
export function objectiveBoard(objective: Objective, owner: Owner, path: string, view: View): Board {
  const alerts = view.alertsOf(owner.name, objective.name);
  const recordings = view.recordingsOf(owner.name, objective.name);
  const identity = { system: view.system.name, service: owner.name, objective: objective.name };
  const counted = countsEvents(objective.indicator) ? objective.target?.value : undefined;
  const budgeted: Budgeted | undefined =
    counted === undefined
      ? undefined
      : { view, objective, target: counted, recordings, alerts, kept: keptLabels(objective) };
  const raw = objective.indicator.kind === "up" ? targetsOver(owner, view) : instancePanels(objective, owner, view);
  const names = [...new Set(alerts.map(({ alert }) => alert))];
  const measured = tierPanels(objective, alerts, view);
  const rows: readonly DraftRow[] = [
    {
      title: "Now",
      panels: [
        ...(budgeted === undefined
          ? measured.slice(0, 1).map((panel) => newest(panel, `${panel.title}, now`))
          : budgetStats(budgeted)),
        firingNow(identity, view),
      ],
      perLine: 4,
      height: 5,
    },
    graphs("The promise", [
      ...measured,
      ...(budgeted === undefined ? [] : budgetGraphs(budgeted)),
      ...trafficPanels(objective, recordings),
    ]),
    graphs("Which one is it", raw),
    graphs("Alerts", [
      ...(names.length === 0
        ? []
        : [firingOver("Alerts over time", names, identity, "How many alerts of each name fire.")]),
      ...detectionTable(objective, alerts, view),
      ...(alerts.length === 0 ? [] : [alertsTable(alerts, view)]),
    ]),
  ];
  const impact = objective.impact === undefined ? [] : [`**What users notice:** ${objective.impact}`];
  return boardOf(
    {
      name: BOARDS.objective(owner.name, objective.name),
      title: `${view.title} / ${owner.name} / ${titleOf(objective.name)}`,
      subject: { kind: "objective", owner: owner.name, objective: objective.name },
      path,
      about: `${titleOf(objective.name)} of ${owner.name}. ${promise(objective)}`,
      more: impact,
      owner,
      links: [view.board(BOARDS.owner(owner.name), owner.name), ...runbookLinks(alerts)],
      annotations: [alertMarks(identity)],
    },
    rows,
    view,
  );
}
