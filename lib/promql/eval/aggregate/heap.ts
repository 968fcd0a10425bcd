import { sortedAsGo } from "../functions/go-sort.ts";

/**
 * A binary heap of samples with the smallest value on top, NaN before all numbers. Ties stand where Go's `container/heap` puts
 * them (https://pkg.go.dev/container/heap), since that decides which of two equal series `topk` keeps.
 */
export class SampleHeap {
  /** Which column a sample is from. */
  readonly columns: number[] = [];
  readonly #values: number[] = [];

  get size(): number {
    return this.#values.length;
  }

  clear(): void {
    this.columns.length = 0;
    this.#values.length = 0;
  }

  push(column: number, value: number): void {
    this.columns.push(column);
    this.#values.push(value);
    let child = this.#values.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Adds a sample while there are fewer than `limit`, after that only instead of a smaller one. */
  offer(column: number, value: number, limit: number): void {
    if (this.size < limit) {
      this.push(column, value);
      return;
    }
    const top = this.#values[0] as number;
    if (top < value || (Number.isNaN(top) && !Number.isNaN(value))) this.#replaceTop(column, value);
  }

  /** The columns from the greatest value to the smallest, NaN last. */
  descending(): readonly number[] {
    const places = sortedAsGo([...this.columns.keys()], (a, b) => this.#before(b, a));
    return places.map((place) => this.columns[place] as number);
  }

  #replaceTop(column: number, value: number): void {
    this.columns[0] = column;
    this.#values[0] = value;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.size) return;
      if (child + 1 < this.size && this.#before(child + 1, child)) child++;
      if (!this.#before(child, parent)) return;
      this.#swap(child, parent);
      parent = child;
    }
  }

  #before(a: number, b: number): boolean {
    const value = this.#values[a] as number;
    return Number.isNaN(value) || value < (this.#values[b] as number);
  }

  #swap(a: number, b: number): void {
    const column = this.columns[a] as number;
    const value = this.#values[a] as number;
    this.columns[a] = this.columns[b] as number;
    this.#values[a] = this.#values[b] as number;
    this.columns[b] = column;
    this.#values[b] = value;
  }
}
