import type { Compilation } from "../../compile/compile.ts";
import { runRules } from "../../engine/run-rules.ts";
import type { System } from "../../model/system.ts";
import type { MemoryStorage } from "../../promql/data/storage.ts";
import { emittedGroups } from "../emitted.ts";
import { storeWorld } from "../stored-world.ts";
import { END, seriesOfDay } from "./day-series.ts";

/** A day in the life of a system: what its exporters gave, and what its rules made of it. */
export interface Day {
  readonly storage: MemoryStorage;
  /** Evaluations that failed, in Prometheus' words. */
  readonly failures: readonly string[];
}

/** Runs all rules of a system, as they are emitted, over a day on which all is well, or over one with a broken hour. */
export function dayOf(system: System, compilation: Compilation, broken: boolean): Day {
  const interval = system.prometheus.evaluationInterval.value * 1_000;
  const count = Math.floor((END * 1_000) / interval) + 1;
  const series = seriesOfDay(system, compilation.groups, broken);
  const storage = storeWorld({ start: 0, evaluations: { interval, count }, series, ranges: "left-open" });
  const groups = [...emittedGroups(compilation).values()];
  const { failures } = runRules({ storage, groups, start: 0, end: END * 1_000, interval });
  return { storage, failures: [...new Set(failures.map(({ message }) => message))] };
}
