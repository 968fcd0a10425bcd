import type { WireCase, WireQuery, WireSeries } from "./case.ts";
import { smallerExpressions } from "./shrink-expression.ts";

/** Tells whether a case of one query still shows the same kind of difference. */
export type Shows = (one: WireCase) => Promise<boolean>;

const MOST_QUESTIONS = 1_500;

/** The smallest case found that still shows a difference: fewer series, fewer samples, fewer steps, a smaller expression. */
export async function shrink(one: WireCase, shows: Shows): Promise<WireCase> {
  let left = MOST_QUESTIONS;
  let smallest = one;
  const accept = async (candidate: WireCase): Promise<boolean> => {
    if (left-- <= 0 || !(await shows(candidate))) return false;
    smallest = candidate;
    return true;
  };
  for (let before = ""; before !== JSON.stringify(smallest) && left > 0; ) {
    before = JSON.stringify(smallest);
    await shrinkQuery(() => smallest, accept);
    await shrinkSeries(() => smallest, accept);
    await shrinkSamples(() => smallest, accept);
  }
  return smallest;
}

type Accept = (candidate: WireCase) => Promise<boolean>;

async function shrinkQuery(current: () => WireCase, accept: Accept): Promise<void> {
  for (;;) {
    const [query] = current().queries;
    if (query === undefined) return;
    const candidates: WireQuery[] = [
      ...smallerExpressions(query.expr).map((expr) => ({ ...query, expr })),
      ...smallerTimes(query),
    ];
    let found = false;
    for (const candidate of candidates) {
      if (!(await accept({ ...current(), queries: [candidate] }))) continue;
      found = true;
      break;
    }
    if (!found) return;
  }
}

function smallerTimes({ expr, start, end, step }: WireQuery): readonly WireQuery[] {
  if (step === 0) return [];
  const steps = Math.floor((end - start) / step);
  const last = start + steps * step;
  const instants = [start, last].map((time) => ({ expr, start: time, end: time, step: 0 }));
  if (steps === 0) return instants;
  const middle = start + Math.floor(steps / 2) * step;
  return [
    ...instants,
    { expr, start: middle, end: last, step },
    { expr, start, end: middle, step },
    { expr, start: start + step, end: last, step },
    { expr, start, end: last - step, step },
  ].filter((one) => one.start !== start || one.end !== end);
}

async function shrinkSeries(current: () => WireCase, accept: Accept): Promise<void> {
  await shrinkList(
    () => current().series,
    (series) => accept({ ...current(), series }),
  );
}

async function shrinkSamples(current: () => WireCase, accept: Accept): Promise<void> {
  for (let index = 0; index < current().series.length; index++) {
    const put = (changed: Partial<WireSeries>): WireCase => ({
      ...current(),
      series: current().series.map((one, at) => (at === index ? { ...one, ...changed } : one)),
    });
    await shrinkList(
      () => current().series[index]?.samples ?? [],
      (samples) => accept(put({ samples })),
    );
  }
}

/** Leaves out ever smaller parts of a list. */
async function shrinkList<T>(
  current: () => readonly T[],
  accept: (list: readonly T[]) => Promise<boolean>,
): Promise<void> {
  for (let size = Math.ceil(current().length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < current().length; ) {
      const list = current();
      if (!(await accept([...list.slice(0, at), ...list.slice(at + size)]))) at += size;
    }
  }
}
