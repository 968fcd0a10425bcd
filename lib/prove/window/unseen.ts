import type { LivedReplica } from "./raw-events.ts";
import { flowOf } from "./raw-events.ts";

/** Scrapes further apart than the range of a rate are no increase to any. Units: seconds. */
interface Reading {
  readonly every: number;
  readonly range: number;
}

/**
 * Events that are an increase between no two scrapes: before the first sample of a series, between the last sample and a
 * reset or loss, and while scrapes are missed for longer than any range.
 */
export function unseenEvents(replicas: readonly LivedReplica[], reading: Reading): number {
  return replicas.reduce((sum, replica) => sum + unseenOf(replica, reading), 0);
}

function unseenOf(lived: LivedReplica, { every, range }: Reading): number {
  const { replica, lives } = lived;
  const end = lives.at(-1)?.to ?? 0;
  const lastBefore = (time: number): number => replica.phase + (Math.ceil((time - replica.phase) / every) - 1) * every;
  const firstFrom = (time: number): number => replica.phase + Math.ceil((time - replica.phase) / every) * every;
  const gaps: (readonly [from: number, to: number])[] = (replica.restarts ?? []).map((at) => [lastBefore(at), at]);
  for (const [index, { from, to, scraped }] of lives.entries()) {
    const before = lives[index - 1];
    if (before === undefined && from >= 0) gaps.push([from, firstFrom(from)]);
    if (scraped === "lost") gaps.push([lastBefore(from), from], [to, firstFrom(to)]);
    if (scraped === "missed" && firstFrom(to) - lastBefore(from) >= range) gaps.push([lastBefore(from), firstFrom(to)]);
  }
  const late = replica.bornLate === true;
  return [({ bad }: { bad: number }) => bad, ({ good }: { good: number }) => good].reduce((sum, rate) => {
    const flow = flowOf([lived], rate);
    const born = late ? lives.find((life) => rate(life) > 0)?.from : undefined;
    const own = born === undefined ? gaps : [...gaps, [born, firstFrom(born)] as const];
    return sum + own.reduce((all, [from, to]) => all + flow.within(from, Math.min(to, end)), 0);
  }, 0);
}
