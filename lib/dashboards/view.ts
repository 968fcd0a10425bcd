import { BOARDS, dashboardUid, dashboardUrl } from "../model/conventions.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import type { Link } from "./board.ts";
import type { BoardAlert, BoardGroup, BoardRecording, BoardSource } from "./source.ts";

/** Service or dependency: what rules and boards belong to. */
export type Owner = Service | Dependency;

/** A {@link BoardSource} whose groups are derived once and found by their owner. */
export class View {
  readonly system: System;
  readonly select: BoardSource["select"];
  readonly targets: BoardSource["targets"];
  readonly #source: BoardSource;
  #byOwner: ReadonlyMap<string, ReadonlyMap<string, BoardGroup>> | undefined;

  constructor(source: BoardSource) {
    this.system = source.system;
    this.select = (owner, metric, suffix) => source.select(owner, metric, suffix);
    this.targets = (owner) => source.targets(owner);
    this.#source = source;
  }

  /** The system as people write it. */
  get title(): string {
    return this.system.title ?? this.system.name;
  }

  /** Every service and dependency, in the order of the model. */
  get owners(): readonly Owner[] {
    return [...this.system.services, ...this.system.dependencies];
  }

  /** Rule groups of a service or dependency, by their names; those of its objectives are named as these. */
  #groupsOf(owner: string): ReadonlyMap<string, BoardGroup> {
    this.#byOwner ??= byOwner(this.#source.groups());
    return this.#byOwner.get(owner) ?? new Map();
  }

  /** What an objective records; its alerts compare these. */
  recordingsOf(owner: string, objective: string): readonly BoardRecording[] {
    return (
      this.#groupsOf(owner)
        .get(objective)
        ?.rules.filter((rule) => rule.kind === "recording") ?? []
    );
  }

  /** Alerts of an objective, or without one all of a service or dependency. */
  alertsOf(owner: string, objective?: string): readonly BoardAlert[] {
    const groups = this.#groupsOf(owner);
    const asked = objective === undefined ? [...groups.values()] : [groups.get(objective)];
    return asked.flatMap((group) => group?.rules.filter((rule) => rule.kind === "alert") ?? []);
  }

  /** The most urgent is 0. */
  rankOf(severity: string | undefined): number {
    const ranks = Object.values(this.system.severities).map(({ rank }) => rank);
    const known = severity === undefined ? undefined : this.system.severities[severity]?.rank;
    return known ?? Math.max(-1, ...ranks) + 1;
  }

  /** A link to the board of this name. */
  board(name: string, title: string): Link {
    const uid = dashboardUid(this.system.name, name);
    return { title, to: "board", url: dashboardUrl(this.system.grafana?.url ?? "", uid) };
  }

  /** A link to the board of an objective. */
  objectiveBoard(owner: string, objective: string): Link {
    return this.board(BOARDS.objective(owner, objective), `${owner}: ${objective.replaceAll("-", " ")}`);
  }
}

function byOwner(groups: readonly BoardGroup[]): ReadonlyMap<string, ReadonlyMap<string, BoardGroup>> {
  const found = new Map<string, Map<string, BoardGroup>>();
  for (const group of groups) {
    const same = found.get(group.owner);
    if (same === undefined) found.set(group.owner, new Map([[group.part, group]]));
    else same.set(group.part, group);
  }
  return found;
}

/** Links to the runbook pages of alerts, each page once. */
export function runbookLinks(alerts: readonly BoardAlert[]): readonly Link[] {
  const found = new Map<string, Link>();
  for (const { alert, labels, annotations } of alerts) {
    const url = annotations.runbook_url;
    if (url === undefined || found.has(url)) continue;
    found.set(url, { title: `What to do: ${alert} (${labels.severity ?? ""})`, to: "runbook", url });
  }
  return [...found.values()];
}
