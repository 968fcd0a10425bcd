import type { ObservedSeries } from "../../model/observed.ts";

/** Series that tell of one object. */
export interface ObjectSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly series: readonly ObservedSeries[];
}

/** The key of an object, as in {@link byObject}. */
export function keyOf(all: Readonly<Record<string, string>>, labels: readonly string[]): string {
  return JSON.stringify(namedBy(all, labels));
}

function namedBy(all: Readonly<Record<string, string>>, labels: readonly string[]) {
  return labels.map((label) => [label, all[label] ?? ""] as const).filter(([, value]) => value !== "");
}

/** Series by the object that some labels name; the keys of equal objects are equal. */
export function byObject(
  series: readonly ObservedSeries[],
  labels: readonly string[],
): ReadonlyMap<string, ObjectSeries> {
  const objects = new Map<string, { labels: Readonly<Record<string, string>>; series: ObservedSeries[] }>();
  for (const one of series) {
    const named = namedBy(one.labels, labels);
    const key = JSON.stringify(named);
    const object = objects.get(key) ?? { labels: Object.fromEntries(named), series: [] };
    object.series.push(one);
    objects.set(key, object);
  }
  return objects;
}

/** The largest of the numbers that there are; `undefined` where there is none. */
export function largest(numbers: Iterable<number | undefined>): number | undefined {
  let most: number | undefined;
  for (const number of numbers) if (number !== undefined && (most === undefined || number > most)) most = number;
  return most;
}

/** The largest newest sample of an object's series; `undefined` where none has one. Units: Unix time in seconds. */
export function newestOf(object: ObjectSeries | undefined, time: number): number | undefined {
  return object === undefined ? undefined : largest(object.series.map((series) => series.newest(time)));
}

/** The sum of the numbers that there are; `undefined` where there is none. */
export function sumOf(numbers: Iterable<number | undefined>): number | undefined {
  let sum: number | undefined;
  for (const number of numbers) if (number !== undefined) sum = (sum ?? 0) + number;
  return sum;
}

/** How often a value differs from the one before. */
export function changesIn(samples: readonly number[]): number {
  return samples.filter((value, index) => index > 0 && value !== samples[index - 1]).length;
}
