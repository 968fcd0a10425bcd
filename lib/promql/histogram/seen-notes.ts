import type { CombineNotes } from "./combine.ts";
import type { CounterResetHint, FloatHistogram } from "./float-histogram.ts";

/** What an aggregation of histograms has to warn about once it is done. */
export class SeenNotes {
  /** Whether some of the histograms had other custom bounds. */
  boundsReconciled = false;
  readonly #hints = new Set<CounterResetHint>();

  constructor(first: FloatHistogram) {
    this.seeHint(first);
  }

  /** Whether some histograms say that their counter was reset and others that it was not, in whatever order. */
  get counterResetCollision(): boolean {
    return this.#hints.has("reset") && this.#hints.has("not-reset");
  }

  protected seeHint(h: FloatHistogram): void {
    this.#hints.add(h.counterResetHint);
  }

  protected see(notes: CombineNotes): CombineNotes {
    if (notes.boundsReconciled) this.boundsReconciled = true;
    return notes;
  }
}
