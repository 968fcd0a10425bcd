import { alertPrefix } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import type { Context } from "./context.ts";

/** Name of the alerts of an objective where its tiers have none of their own. */
export function derivedName(objective: Objective, context: Context): string {
  return alertPrefix(context.owner.name, objective.name);
}

/** Who an alert is about: `ALECS alecs-server errors`, with the labels that the indicator keeps. */
export function subject(objective: Objective, context: Context, kept: readonly string[]): string {
  const labels = kept.map((label) => ` {{ $labels.${label} }}`).join("");
  return `${ownerTitle(context)} ${objective.name.replaceAll("-", " ")}${labels}`;
}

/** `ALECS alecs-server`: the system as people write it, and the part of it. */
export function ownerTitle({ system, owner }: Context): string {
  const title = system.title ?? system.name;
  return title.toLowerCase() === owner.name.toLowerCase() ? title : `${title} ${owner.name}`;
}
