import type { Board } from "../dashboards/board.ts";
import { type PlannedBoard, planBoards } from "../dashboards/plan.ts";
import type { BoardSource } from "../dashboards/source.ts";
import { select, upSelector } from "../rules/context.ts";
import type { Source } from "./addition.ts";

/** Every board of a system as plain data, for proofs and pictures; none for a system without a Grafana. */
export function boardsOf(source: Pick<Source, "system" | "groups">): readonly Board[] {
  return plannedBoards(source).map((planned) => planned.make());
}

function plannedBoards(source: Pick<Source, "system" | "groups">): readonly PlannedBoard[] {
  return planBoards(boardSource(source));
}

function boardSource({ system, groups }: Pick<Source, "system" | "groups">): BoardSource {
  return {
    system,
    groups,
    select: (owner, metric, suffix) => select({ system, owner }, metric, suffix),
    targets: (owner) => upSelector({ system, owner }),
  };
}
