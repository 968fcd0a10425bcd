const HOUR = 3_600;

/** Events of each hour of the day, in multiples of the quietest one that has any; at night there are hours without. */
const DAILY = [2, 1, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 7, 7, 6, 6, 7, 8, 9, 9, 8, 6, 4, 3];

/** The same of the days from Monday on. */
const WEEKLY = [3, 3, 3, 3, 3, 1, 1];

/** How busy a service is, 0 where nobody comes. Changes on the hour only. Units: seconds after a Monday, 0:00. */
export function busyness(second: number): number {
  const hour = Math.floor(second / HOUR);
  const [ofDay, ofWeek] = [mod(hour, DAILY.length), mod(Math.floor(hour / DAILY.length), WEEKLY.length)];
  return (DAILY[ofDay] ?? 0) * (WEEKLY[ofWeek] ?? 0);
}

/** The times between two others at which it may change. Units: seconds. */
export function changesOfBusyness(from: number, to: number): readonly number[] {
  const first = Math.floor(from / HOUR) + 1;
  return Array.from({ length: Math.max(0, Math.ceil(to / HOUR) - first) }, (_, index) => (first + index) * HOUR);
}

function mod(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
