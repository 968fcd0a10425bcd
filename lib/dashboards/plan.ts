import { kebabCase } from "../core/names.ts";
import { ownersOf } from "../model/check/walk.ts";
import { BOARDS, dashboardUid } from "../model/conventions.ts";
import type { Board } from "./board.ts";
import {
  dependenciesBoard,
  hasDependencies,
  hasInfrastructure,
  hasJobs,
  infrastructureBoard,
  jobsBoard,
} from "./infrastructure.ts";
import { namedBoard } from "./named-board.ts";
import { objectiveBoard } from "./objective-board.ts";
import { overviewBoard } from "./overview.ts";
import { ownerBoard } from "./owner-board.ts";
import type { BoardSource } from "./source.ts";
import { type Owner, View } from "./view.ts";
import { titleOf } from "./words.ts";

/** A board that a system has. What it shows is worked out when it is asked for, since that takes the system's rules. */
export interface PlannedBoard {
  readonly uid: string;
  /** Name of its file, without `.json`. */
  readonly slug: string;
  readonly title: string;
  /** Where in the model it comes from; empty for the system. */
  readonly path: string;
  make(): Board;
}

/** Every board of a system, the overview first; none for a system without a Grafana. Boards are as long as the model, so this is quick. */
export function planBoards(source: BoardSource): readonly PlannedBoard[] {
  const { system } = source;
  if (system.grafana === undefined) return [];
  const view = new View(source);
  const plan: PlannedBoard[] = [];
  const add = (name: string, title: string, path: string, make: () => Board): void => {
    plan.push({ uid: dashboardUid(system.name, name), slug: kebabCase(name), title, path, make });
  };
  const listed: { readonly name: string; readonly title: string }[] = [];
  const list = (name: string, title: string, path: string, make: () => Board): void => {
    listed.push({ name, title });
    add(name, title, path, make);
  };
  add(BOARDS.overview, "Overview", "", () => overviewBoard(listed, view));
  for (const dashboard of system.dashboards ?? []) {
    list(dashboard.name, dashboard.name, `dashboards.${dashboard.name}`, () => namedBoard(dashboard, view));
  }
  const owners = ownersOf(system).filter(({ owner }) => isWatched(owner));
  for (const { owner, path } of owners) {
    list(BOARDS.owner(owner.name), owner.name, path, () => ownerBoard(owner, path, view));
  }
  if (hasInfrastructure(view)) list(BOARDS.infrastructure, "Infrastructure", "", () => infrastructureBoard(view));
  if (hasDependencies(view)) list(BOARDS.dependencies, "Dependencies", "", () => dependenciesBoard(view));
  if (hasJobs(view)) list(BOARDS.jobs, "Backups and jobs", "", () => jobsBoard(view));
  for (const { owner, path } of owners) {
    for (const objective of owner.objectives) {
      const at = `${path}.objectives.${objective.name}`;
      add(BOARDS.objective(owner.name, objective.name), `${owner.name}: ${titleOf(objective.name)}`, at, () =>
        objectiveBoard(objective, owner, at, view),
      );
    }
  }
  return plan;
}

/** Whether anything tells of a service or dependency. */
function isWatched({ scrape, objectives, conditions, metrics = [] }: Owner): boolean {
  return scrape !== undefined || objectives.length > 0 || conditions.length > 0 || metrics.length > 0;
}
