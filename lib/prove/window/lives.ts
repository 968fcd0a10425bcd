import type { Replica } from "../stimulus.ts";

/** A time in which events happen evenly in one replica. Units: seconds after the first evaluation; events per second. */
export interface Life {
  readonly from: number;
  readonly to: number;
  readonly bad: number;
  readonly good: number;
  /** What Prometheus gets; events happen although it misses its scrapes. */
  readonly scraped: "answered" | "missed" | "lost";
  /** True where the process does its work, whoever asks. */
  readonly works: boolean;
}

/** What happens in a replica, scraped or not: the events of a plan at their instants. */
export function livesOf({ from = 0, stretches }: Replica): readonly Life[] {
  const lives: Life[] = [];
  let at = from;
  for (const { seconds, level, perSecond = 0 } of stretches) {
    const span = { from: at, to: at + seconds };
    at += seconds;
    const before = lives.at(-1);
    if (level === "missing") {
      lives.push({ bad: 0, good: 0, works: false, ...before, ...span, scraped: "missed" });
    } else if (level === "down" || level === "gone") {
      lives.push({ ...span, bad: 0, good: 0, scraped: "lost", works: false });
    } else {
      const bad = level === "idle" ? 0 : Math.round(level * perSecond);
      const good = level === "idle" ? 0 : perSecond - bad;
      lives.push({ ...span, bad, good, scraped: "answered", works: level === "idle" || level < 1 });
    }
  }
  return lives;
}
