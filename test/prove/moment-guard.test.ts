import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import {
  absenceIgnored,
  burnRates,
  days,
  hours,
  type MomentPolicy,
  minimumFailures,
  minutes,
  objective,
  percent,
  unguarded,
  up,
} from "../../lib/index.ts";
import { AlertTimeline } from "../../lib/prove/alert-timeline.ts";
import { proveSystem } from "../../lib/prove/prove-system.ts";
import { isTrial } from "../../lib/prove/trial.ts";
import { momentGuardTrials } from "../../lib/prove/trials/moment-guard.ts";
import { watchedBy } from "../../lib/prove/trials/watched.ts";
import { shop } from "../support/shop.ts";
import { subjectFor } from "./burn-shown.ts";

const HOUR = { long: hours(1), short: minutes(5), factor: 14.4, severity: "page" } as const;
const DAY = { long: days(1), short: hours(2), factor: 3, severity: "page" } as const;

const uptime = (lowTraffic: MomentPolicy, tier: typeof HOUR | typeof DAY = HOUR) =>
  objective("uptime", {
    indicator: up(),
    target: percent(99.9),
    over: days(30),
    burnRate: burnRates([tier]),
    lowTraffic,
    absence: absenceIgnored("`up` is there for every known target"),
  });

/** What the specification says of one alert when it is one failure, or a few. */
function told(lowTraffic: MomentPolicy): readonly { readonly holds: boolean; readonly says: string }[] {
  const subject = subjectFor(uptime(lowTraffic));
  const rule = subject.group.rules.findIndex(({ kind }) => kind === "alert");
  return momentGuardTrials(watchedBy({ subject, rule })).map((evidence) => {
    if (!isTrial(evidence)) return { holds: evidence.verdict === "PROVED", says: evidence.says };
    const { world, claim } = evidence;
    return claim(new AlertTimeline(world, subject.specification.behaviour(world).alerts.get(rule) ?? []));
  });
}

describe("a few moments without a target", () => {
  it("are silent up to the guard of 3, whose hour has 60 evaluations: the first counts 59 minutes later, and not 60", () => {
    expect(told(minimumFailures(3))).toEqual([
      { holds: true, says: "stays silent when no target answers at 2 evaluations: it asks for 3 in 1h" },
      { holds: true, says: "stays silent with 2 evaluations without a target, and fires at 59m with 3 in 1h" },
      { holds: true, says: "stays silent with 3 evaluations without a target, the first of which is no longer in 1h" },
    ]);
  });

  it("are nothing special without a guard, or with one of a single moment", () => {
    const says = "reads targets once every 1m, not requests: none of them can fail";
    expect(told(unguarded("a test"))).toEqual([{ holds: true, says }]);
    expect(told(minimumFailures(1))).toEqual([{ holds: true, says }]);
  });

  it.each([
    ["an hour, every evaluation", uptime(minimumFailures(7))],
    ["a day, in tiles", uptime(minimumFailures(10), DAY)],
  ])("are counted by the rules of %s as the model says", (_, guarded) => {
    const system = shop([guarded]);
    const { alerts } = proveSystem(system, compile(system));
    const wrong = alerts.flatMap(({ results }) => results.filter(({ verdict }) => verdict === "REFUTED"));
    expect(wrong.map(({ obligation, says }) => `${obligation}: ${says}`)).toEqual([]);
  });
});
