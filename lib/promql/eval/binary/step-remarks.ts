import type { SourceRange } from "../../ast.ts";
import type { AnnotationLevel, Annotations } from "../annotations.ts";

/** Something to say about one pair of samples. */
export interface Remark {
  readonly level: AnnotationLevel;
  readonly message: string;
}

/** Gathers remarks by step, of which Prometheus shows only the last one of each step. */
export class StepRemarks {
  readonly #known: Remark[] = [];
  /** One more than the index of a remark, 0 for none. */
  readonly #last: Uint8Array;

  constructor(steps: number) {
    this.#last = new Uint8Array(steps);
  }

  note(step: number, { level, message }: Remark): void {
    let index = this.#known.findIndex((one) => one.level === level && one.message === message);
    if (index === -1) index = this.#known.push({ level, message }) - 1;
    this.#last[step] = index + 1;
  }

  /** Hands over what is to be shown. */
  show(annotations: Annotations, source: SourceRange | undefined): void {
    if (this.#known.length === 0) return;
    for (const [index, { level, message }] of this.#known.entries()) {
      if (!this.#last.includes(index + 1)) continue;
      if (level === "warning") annotations.warn(message, source);
      else annotations.inform(message, source);
    }
  }
}
