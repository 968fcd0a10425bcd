import { roundingOf } from "./rounding.ts";

/** A running sum with Neumaier's compensation, which is what Prometheus sums with. */
export class KahanSum {
  sum = 0;
  compensation = 0;

  add(increment: number): void {
    const sum = this.sum + increment;
    if (sum === Infinity || sum === -Infinity) this.compensation = 0;
    else this.compensation += roundingOf(this.sum, increment, sum);
    this.sum = sum;
  }

  get total(): number {
    return this.sum + this.compensation;
  }
}
