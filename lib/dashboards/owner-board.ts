import { BOARDS } from "../model/conventions.ts";
import { alertsTable } from "./alerts-table.ts";
import type { Board } from "./board.ts";
import { conditionPanels, isCondition } from "./condition-panels.ts";
import { type DraftValues, graphs } from "./draft.ts";
import { alertMarks, firingNow } from "./firing.ts";
import { boardOf } from "./frame.ts";
import { distinct, metricPanels, targetsNow, targetsOver } from "./metric-panels.ts";
import { objectivePanel, togetherPanels } from "./objective-panel.ts";
import { MOST_LISTED, MOST_PANELS } from "./size.ts";
import type { Owner, View } from "./view.ts";

/** The board of a service or dependency: its objectives, its targets, its conditions and what else it exports. */
export function ownerBoard(owner: Owner, path: string, view: View): Board {
  const identity = { system: view.system.name, service: owner.name };
  const alerts = view.alertsOf(owner.name);
  const objectives = objectivePanels(owner, view);
  const others = alerts.filter(({ origin }) => !("objective" in origin));
  const now = [firingNow(identity, view), ...targetsNow(owner, view)];
  const targets = targetsOver(owner, view);
  // The text at the beginning and the table at the end count as well.
  const left = MOST_PANELS - 2 - now.length - targets.length - objectives.length;
  const metrics = distinct(metricPanels(owner, view)).slice(0, Math.max(1, left - 1));
  const conditions = conditionPanels(others.filter(isCondition), view, Math.max(1, left - metrics.length));
  const promised = owner.objectives
    .slice(0, MOST_LISTED)
    .map((objective) => view.objectiveBoard(owner.name, objective.name));
  const kind = "type" in owner ? `Dependency (${owner.type})` : "Service";
  return boardOf(
    {
      name: BOARDS.owner(owner.name),
      title:
        view.title.toLowerCase() === owner.name.toLowerCase()
          ? `${view.title} / service ${owner.name}`
          : `${view.title} / ${owner.name}`,
      subject: { kind: "owner", owner: owner.name },
      path,
      about: `${kind} ${owner.name} of ${view.title}: what it promises, whether its targets answer, and which of its alerts fire.`,
      more:
        promised.length === 0
          ? []
          : [`**Objectives:** ${promised.map(({ title, url }) => `[${title}](${url})`).join(", ")}`],
      owner,
      annotations: [alertMarks(identity)],
    },
    [
      { title: "Now", panels: now, perLine: 2, height: 5 },
      graphs("Objectives", objectives),
      graphs("Targets", targets, 1),
      graphs("Conditions", conditions),
      graphs("What else it tells", metrics),
      graphs("Alerts", others.length === 0 ? [] : [alertsTable(others, view)], 1),
    ],
    view,
  );
}

/** Objectives that have a panel each; beyond this they share panels. */
const MOST_OBJECTIVES = 9;

function objectivePanels(owner: Owner, view: View): readonly DraftValues[] {
  if (owner.objectives.length <= MOST_OBJECTIVES) {
    return owner.objectives.flatMap((objective) => objectivePanel(objective, owner, view) ?? []);
  }
  return togetherPanels({ system: view.system.name, service: owner.name }, [owner], view);
}
