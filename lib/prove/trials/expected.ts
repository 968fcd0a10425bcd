import { AlertTimeline } from "../alert-timeline.ts";
import type { Behaviour } from "../specification.ts";
import type { Subject } from "../trial.ts";
import type { World } from "../world.ts";

const known = new WeakMap<Subject, WeakMap<World, Behaviour>>();

/** What the specification says that a group must do on a world, asked once. */
export function expectedOn(subject: Subject, world: World): Behaviour {
  const ofSubject = known.get(subject) ?? new WeakMap<World, Behaviour>();
  known.set(subject, ofSubject);
  const behaviour = ofSubject.get(world) ?? subject.specification.behaviour(world);
  ofSubject.set(world, behaviour);
  return behaviour;
}

/** What the specification says that an alert must do on a world. */
export function timelineOn({ subject, rule }: { readonly subject: Subject; readonly rule: number }, world: World) {
  return new AlertTimeline(world, expectedOn(subject, world).alerts.get(rule) ?? []);
}
