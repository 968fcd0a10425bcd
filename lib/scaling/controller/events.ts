import type { AutoscalerSpec, ScalingRules } from "./spec.ts";
import type { ControllerState, ScaleEvent } from "./state.ts";

/**
 * The state with a change in it (storeScaleEvent in horizontal.go, Kubernetes v1.34). A change takes the place of the last one
 * that is older than every policy of its own direction; others like it stay, and count where the other direction looks back
 * farther. Without `behavior` no changes are kept.
 */
export function storeChange(
  { behaviour }: AutoscalerSpec,
  state: ControllerState,
  before: number,
  after: number,
  now: number,
): ControllerState {
  if (behaviour === undefined) return state;
  return after > before
    ? { ...state, ups: withEvent(state.ups, behaviour.up, after - before, now) }
    : { ...state, downs: withEvent(state.downs, behaviour.down, before - after, now) };
}

function withEvent(
  past: readonly ScaleEvent[],
  rules: ScalingRules,
  change: number,
  now: number,
): readonly ScaleEvent[] {
  const longest = Math.max(0, ...rules.policies.map(({ period }) => period));
  const events = [...past];
  const event = { change, at: now };
  const free = events.findLastIndex(({ at }) => at < now - longest);
  if (free < 0) events.push(event);
  else events[free] = event;
  return events;
}
