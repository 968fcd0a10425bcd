import { EvaluationError } from "../error.ts";

/** Remembers the failure that Prometheus, which goes step by step, would have met first. */
export class FirstFailure {
  /** Where it would have been; infinite while there is none. */
  step = Infinity;
  #message: (() => string) | undefined;

  /** Of two failures at the same step the one reported first counts. */
  report(step: number, message: () => string): void {
    if (step >= this.step) return;
    this.step = step;
    this.#message = message;
  }

  /** Errors: `EvaluationError` with what was reported, if anything was. */
  raise(): void {
    if (this.#message !== undefined) throw new EvaluationError(this.#message());
  }
}
