import { type Json, toJson } from "../core/json.ts";
import type { Board } from "../dashboards/board.ts";
import { type PlannedBoard, planBoards } from "../dashboards/plan.ts";
import { renderBoard } from "../dashboards/render.ts";
import type { BoardSource } from "../dashboards/source.ts";
import type { System } from "../model/system.ts";
import { select, upSelector } from "../rules/context.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import type { Addition, Source } from "./addition.ts";
import { dashboardObjects } from "./grafana-objects.ts";

/**
 * Dashboards of a system, as files for Grafana and as objects that bring them to a Grafana on Kubernetes; nothing for a system
 * without a Grafana. The rules are derived when the first dashboard is read, once for all of them.
 */
export function dashboards(source: Source): Addition {
  const { system } = source;
  const rendered = plannedBoards(source).map(({ uid, slug, make }) => {
    let board: Json | undefined;
    const json = (): Json => {
      board ??= renderBoard(make());
      return board;
    };
    return { uid, slug, json };
  });
  const onKubernetes = system.runs.includes("kubernetes") && rendered.length > 0;
  return {
    documents: rendered.map(({ slug, json }) => ({
      path: `dashboards/${system.name}/${slug}.json`,
      get content() {
        return toJson(json());
      },
    })),
    parts: onKubernetes
      ? [
          {
            name: "dashboards",
            objects: rendered.flatMap(({ uid, slug, json }) =>
              // On one line, as nobody reads it there: `kubectl apply` keeps a second copy in an annotation of at most 256 KiB.
              dashboardObjects({ uid, slug, json: () => JSON.stringify(json()) }, system),
            ),
          },
        ]
      : [],
  };
}

/** What boards need of a {@link Source}. */
interface Boards {
  readonly system: System;
  groups(): readonly DerivedGroup[];
}

/** Every board of a system as plain data, for proofs and pictures; none for a system without a Grafana. */
export function boardsOf(source: Boards): readonly Board[] {
  return plannedBoards(source).map((planned) => planned.make());
}

function plannedBoards(source: Boards): readonly PlannedBoard[] {
  return planBoards(boardSource(source));
}

/** What boards are made from, with the selectors that the rules use. */
export function boardSource({ system, groups }: Boards): BoardSource {
  return {
    system,
    groups,
    select: (owner, metric, suffix) => select({ system, owner }, metric, suffix),
    targets: (owner) => upSelector({ system, owner }),
  };
}
