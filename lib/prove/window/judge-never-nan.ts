import { RECORDED, windowName } from "../../model/conventions.ts";
import type { ObligationResult } from "../verdict.ts";
import { firstNotFinite } from "./not-finite.ts";
import type { WindowRun } from "./run-window.ts";
import { numberInWords } from "./words.ts";

/** No recording is ever NaN or infinite, also while nothing happens. */
export function judgeNeverNan({ objective, world, found }: WindowRun): ObligationResult {
  const bad = firstNotFinite(found, world);
  const result = { obligation: "never-nan", worlds: 1 } as const;
  if (bad !== undefined) {
    const says = `${bad.series} is ${bad.value} at ${windowName(bad.at / 1_000)}`;
    return { ...result, verdict: "REFUTED", says: [says] };
  }
  const moments = objective.indicator.kind === "up";
  const idle = found.recorded
    .filter(({ record }) => record.startsWith(moments ? RECORDED.badMoments : RECORDED.events("")))
    .map(({ values }) => values.filter((value) => value === (moments ? 1 : 0)).length);
  const at = `the ${numberInWords(Math.max(0, ...idle))} ${moments ? "without an answering target" : "without an event"}`;
  return {
    ...result,
    verdict: "PROVED",
    says: [`none of ${found.recorded.length} recordings is NaN or infinite at any evaluation, also not at ${at}`],
  };
}
