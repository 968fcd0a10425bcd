import { metricsOf } from "../model/check/walk.ts";
import { BOARDS } from "../model/conventions.ts";
import { sum } from "../promql/build.ts";
import { selectors } from "../promql/walk.ts";
import { alertsTable } from "./alerts-table.ts";
import type { Board } from "./board.ts";
import { conditionPanels, isCondition } from "./condition-panels.ts";
import { type DraftValues, graphs, stat } from "./draft.ts";
import { alertMarks, firingOver } from "./firing.ts";
import { boardOf } from "./frame.ts";
import { objectivePanel } from "./objective-panel.ts";
import { fixed, OF_EXPORTER } from "./queries.ts";
import type { BoardAlert } from "./source.ts";
import type { Owner, View } from "./view.ts";

const EXPORTERS: ReadonlySet<string> = new Set(["kube-state-metrics", "cadvisor", "node-exporter"]);

/** Whether a dependency is an exporter that tells of the machines and the cluster. */
function isExporter(owner: Owner): boolean {
  return "type" in owner && EXPORTERS.has(owner.type);
}

const OF_JOBS = /^kube_(?:cron)?job_|backup/i;
const OF_NODES = /^(?:node_|kube_node_)/;
const OF_PODS = /^(?:kube_|container_)/;

/** Whether a metric tells of backups and of jobs. */
function tellsOfJobs(name: string): boolean {
  return OF_JOBS.test(name);
}

function tellsOfNodes(name: string): boolean {
  return OF_NODES.test(name);
}

function tellsOfPods(name: string): boolean {
  return OF_PODS.test(name) && !tellsOfNodes(name) && !tellsOfJobs(name);
}

/** Whether some condition or indicator of the model reads a metric of a kind, or an exporter is scraped; the board has panels then. */
export function hasInfrastructure(view: View): boolean {
  return (
    view.owners.some((owner) => isExporter(owner) && owner.scrape !== undefined) ||
    readsAny(view, (name) => tellsOfNodes(name) || tellsOfPods(name))
  );
}

/** Whether some condition or indicator reads a metric of backups or jobs. */
export function hasJobs(view: View): boolean {
  return readsAny(view, tellsOfJobs);
}

function readsAny({ owners }: View, tells: (name: string) => boolean): boolean {
  return owners.some(
    (owner) =>
      owner.conditions.some(({ expression }) =>
        selectors(expression).some(({ name }) => name !== undefined && tells(name)),
      ) || objectivesReading(owner, tells).length > 0,
  );
}

function objectivesReading(owner: Owner, tells: (name: string) => boolean): Owner["objectives"] {
  return owner.objectives.filter(({ indicator }) => metricsOf(indicator).some(({ metric }) => tells(metric.name)));
}

function conditionsReading(view: View, tells: (name: string) => boolean): readonly BoardAlert[] {
  return view.owners.flatMap(({ name }) =>
    view
      .alertsOf(name)
      .filter(isCondition)
      .filter(({ expression }) =>
        selectors(expression).some((selector) => selector.name !== undefined && tells(selector.name)),
      ),
  );
}

/** Panels of objectives that read metrics of a kind; no more than a few, since each has a board of its own. */
function objectivesPanels(view: View, tells: (name: string) => boolean, most: number): readonly DraftValues[] {
  return view.owners
    .flatMap((owner) =>
      objectivesReading(owner, tells).flatMap((objective) => {
        const panel = objectivePanel(objective, owner, view);
        return panel === undefined ? [] : [{ ...panel, title: `${owner.name}: ${panel.title}` }];
      }),
    )
    .slice(0, most);
}

/** Nodes, pods and containers, and whether the exporters that tell of them answer. */
export function infrastructureBoard(view: View): Board {
  const nodes = conditionsReading(view, tellsOfNodes);
  const pods = conditionsReading(view, tellsOfPods).filter((alert) => !nodes.includes(alert));
  const exporters = view.owners.filter((owner) => isExporter(owner) && owner.scrape !== undefined);
  const names = [...new Set([...nodes, ...pods].map(({ alert }) => alert))];
  return boardOf(
    {
      name: BOARDS.infrastructure,
      title: `${view.title} / Infrastructure`,
      subject: { kind: "infrastructure" },
      path: "",
      about: `What ${view.title} runs on: nodes, pods and containers. When several services are in trouble at once, look here.`,
      annotations: [alertMarks({ system: view.system.name }, names)],
    },
    [
      { title: "Exporters", panels: answering(exporters, view), perLine: 2, height: 5 },
      graphs("Nodes", conditionPanels(nodes, view, 5)),
      graphs("Pods and workloads", conditionPanels(pods, view, 6)),
      graphs("Containers", objectivesPanels(view, tellsOfPods, 6)),
      graphs("Alerts", nodes.length + pods.length === 0 ? [] : [alertsTable([...nodes, ...pods], view)], 1),
    ],
    view,
  );
}

function answering(owners: readonly Owner[], view: View): readonly DraftValues[] {
  if (owners.length === 0) return [];
  return [
    stat({
      title: "Targets that answer",
      description: "How many targets of each scrape answer. Without them the panels below say nothing.",
      unit: "count",
      queries: owners.map((owner) => fixed(sum(view.targets(owner)), owner.name)),
      least: 0,
      waivers: OF_EXPORTER,
    }),
  ];
}

/** Backups and jobs: when each succeeded last, and which alert fires. */
export function jobsBoard(view: View): Board {
  const conditions = conditionsReading(view, tellsOfJobs);
  const names = [...new Set(conditions.map(({ alert }) => alert))];
  return boardOf(
    {
      name: BOARDS.jobs,
      title: `${view.title} / Backups and jobs`,
      subject: { kind: "jobs" },
      path: "",
      about: `Backups and jobs of ${view.title}: how old the newest success is, and what is late or failed.`,
      annotations: [alertMarks({ system: view.system.name })],
      shows: 604_800,
    },
    [
      graphs("Age of the newest success", objectivesPanels(view, tellsOfJobs, 8)),
      graphs("Conditions", conditionPanels(conditions, view, 8)),
      graphs("Alerts", names.length === 0 ? [] : [alertsTable(conditions, view)], 1),
    ],
    view,
  );
}

/** Whether the system depends on something that rules or scrapes tell of. */
export function hasDependencies(view: View): boolean {
  return watched(view).length > 0;
}

function watched({ system }: View): readonly Owner[] {
  return system.dependencies.filter(
    (owner) =>
      !isExporter(owner) && (owner.scrape !== undefined || owner.objectives.length > 0 || owner.conditions.length > 0),
  );
}

/** What the system depends on: which of it answers, what fires, and how its objectives are doing. */
export function dependenciesBoard(view: View): Board {
  const owners = watched(view);
  const alerts = owners.flatMap(({ name }) => view.alertsOf(name));
  const panels = owners.flatMap((owner) =>
    owner.objectives.flatMap((objective) => {
      const panel = objectivePanel(objective, owner, view);
      return panel === undefined ? [] : [{ ...panel, title: `${owner.name}: ${panel.title}` }];
    }),
  );
  const identity = { system: view.system.name };
  return boardOf(
    {
      name: BOARDS.dependencies,
      title: `${view.title} / Dependencies`,
      subject: { kind: "dependencies" },
      path: "",
      about: `What ${view.title} needs and does not own. When it is in trouble, so are the services, and their own boards show only that.`,
      more: [
        `**Boards:** ${owners.map(({ name }) => `[${name}](${view.board(BOARDS.owner(name), name).url})`).join(", ")}`,
      ],
      annotations: [alertMarks(identity, [...new Set(alerts.map(({ alert }) => alert))])],
    },
    [
      {
        title: "Now",
        panels: answering(
          owners.filter(({ scrape }) => scrape !== undefined),
          view,
        ),
        perLine: 2,
        height: 5,
      },
      graphs("Objectives", panels.slice(0, 7)),
      graphs("Conditions", conditionPanels(alerts.filter(isCondition), view, 7)),
      graphs(
        "Alerts",
        alerts.length === 0
          ? []
          : [
              firingOver(
                "Alerts over time",
                [...new Set(alerts.map(({ alert }) => alert))].slice(0, 20),
                identity,
                "How many alerts of each name fire.",
              ),
              alertsTable(alerts, view),
            ],
      ),
    ],
    view,
  );
}
