import { AlertTimeline } from "../alert-timeline.ts";
import type { Behaviour } from "../specification.ts";
import type { Subject } from "../trial.ts";
import type { World } from "../world.ts";

/** What the specification says that a group must do on a world. */
export function expectedOn({ specification }: Subject, world: World): Behaviour {
  return specification.behaviour(world);
}

/** What the specification says that an alert must do on a world. */
export function timelineOn({ subject, rule }: { readonly subject: Subject; readonly rule: number }, world: World) {
  return new AlertTimeline(world, expectedOn(subject, world).alerts.get(rule) ?? []);
}
