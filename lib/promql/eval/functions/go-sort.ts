const SHORT = 12;

/**
 * Sorts as Go does where an order contradicts itself, as that of NaN and of empty labels does in Prometheus: up to 12 items by
 * insertion, which is what Go does with so few. Gives a new array.
 */
export function sortedAsGo<T>(items: readonly T[], isBefore: (a: T, b: T) => boolean): T[] {
  const result = [...items];
  if (result.length > SHORT) return result.sort((a, b) => Number(isBefore(b, a)) - Number(isBefore(a, b)));
  for (let end = 1; end < result.length; end++) {
    for (let place = end; place > 0; place--) {
      const item = result[place] as T;
      const before = result[place - 1] as T;
      if (!isBefore(item, before)) break;
      result[place - 1] = item;
      result[place] = before;
    }
  }
  return result;
}
