import { getOrMake } from "../get-or-make.ts";

/** Which results of one signature exist at which steps, so that a second one is noticed. */
export class Claims {
  readonly #steps: number;
  readonly #byResult = new Map<string, Uint8Array>();
  readonly #anyAt: Uint8Array;

  constructor(steps: number) {
    this.#steps = steps;
    this.#anyAt = new Uint8Array(steps);
  }

  /** Where there has been a result of this key. */
  of(result: string): Uint8Array {
    return getOrMake(this.#byResult, result, () => new Uint8Array(this.#steps));
  }

  /** Notes a result; `false` where there is one already. */
  claim(taken: Uint8Array, step: number): boolean {
    if (taken[step] !== 0) return false;
    taken[step] = 1;
    this.#anyAt[step] = 1;
    return true;
  }

  /** Whether there is any result at a step. */
  has(step: number): boolean {
    return this.#anyAt[step] !== 0;
  }
}
