/** A running sum with Neumaier's compensation, which is what Prometheus sums with; `total` is the compensated sum. */
export class KahanSum {
  sum: number;
  compensation = 0;

  constructor(first = 0) {
    this.sum = first;
  }

  add(increment: number): void {
    const sum = this.sum + increment;
    if (!Number.isFinite(sum) && !Number.isNaN(sum)) this.compensation = 0;
    else if (Math.abs(this.sum) >= Math.abs(increment)) this.compensation += this.sum - sum + increment;
    else this.compensation += increment - sum + this.sum;
    this.sum = sum;
  }

  get total(): number {
    return Number.isFinite(this.sum) ? this.sum + this.compensation : this.sum;
  }
}
