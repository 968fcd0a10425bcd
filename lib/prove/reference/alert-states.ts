import { FIRING, INACTIVE, PENDING } from "../specification.ts";
import { type Evaluations, isEvaluated } from "../world.ts";

/**
 * States of an alert whose condition holds at some evaluations: it fires at the first one that is at least `pending` after
 * the one at which the condition began to hold. A missed evaluation changes nothing, and the clock goes on. Units: milliseconds.
 */
export function alertStates(held: ArrayLike<number | boolean>, pending: number, evaluations: Evaluations): Uint8Array {
  const { count, interval } = evaluations;
  const states = new Uint8Array(count);
  let since = -1;
  let state = INACTIVE as number;
  for (let index = 0; index < count; index++) {
    if (isEvaluated(evaluations, index)) {
      if (!held[index]) {
        since = -1;
        state = INACTIVE;
      } else {
        if (since < 0) since = index;
        state = (index - since) * interval >= pending ? FIRING : PENDING;
      }
    }
    states[index] = state;
  }
  return states;
}

/** True when an alert is pending or firing at some evaluation. */
export function isEverActive(states: Uint8Array): boolean {
  for (let index = 0; index < states.length; index++) if (states[index] !== INACTIVE) return true;
  return false;
}
