import { windowName } from "../../model/conventions.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim } from "../trial.ts";
import type { Burning, BurnTier } from "./burning.ts";
import { budgetSpent, detectionTime, leeway, momentsToFire, plannedSpending, resetTime } from "./closed-form.ts";
import { type Course, courseOf, type Incident } from "./incidents.ts";
import { listInWords, multiplesBy, multiplesInWords, shareInWords } from "./words.ts";

/** What an alert does in each incident, and what the closed forms say of it. */
interface Told {
  readonly incident: Incident;
  readonly course: Course;
  /** By the closed form; absent where it has to stay silent. Units: seconds. */
  readonly predicted?: number;
}

/** A tier with the incidents that it is shown on. */
export interface Shown {
  readonly tier: BurnTier;
  readonly burning: Burning;
  readonly incidents: readonly Incident[];
}

/** When it fires at each multiple of the burn, and where it stays silent. */
export function detectionClaim(shown: Shown): (timeline: AlertTimeline) => Claim {
  const { tier, burning } = shown;
  return (timeline) => {
    const told = tellAll(shown, timeline);
    const fires = firing(told).map(({ incident, course, predicted }) => {
      const near = isNear(course.fires, predicted, leeway(tier.long, burning));
      const wrong = near ? "" : `, predicted ${predicted === undefined ? "never" : windowName(predicted)}`;
      return `${windowName(course.fires)} at ${multiplesInWords(incident.multiples)} (${shareInWords(incident.share)})${wrong}`;
    });
    const silent = told
      .filter(({ course }) => course.fires === undefined)
      .flatMap(({ incident }) => incident.multiples);
    const what = `times the budget's burn (share of ${burning.moments ? "time without a target" : "bad events"})`;
    const words = [
      ...(fires.length === 0 ? [] : [`fires after ${listInWords(fires)} ${what}`]),
      ...silenceInWords(silent, tier),
      ...earlyInWords(told, shown),
    ];
    const holds = told.every(({ course, predicted }) => isNear(course.fires, predicted, leeway(tier.long, burning)));
    return { holds, says: words.join("; ") };
  };
}

function silenceInWords(silent: readonly number[], { factor }: BurnTier): readonly string[] {
  const slow = silent.filter((multiple) => multiple <= factor);
  const rare = silent.filter((multiple) => multiple > factor);
  return [
    ...(slow.length === 0 ? [] : [`silent at ${multiplesInWords(slow)}, not above its factor ${factor}`]),
    ...(rare.length === 0 ? [] : [`silent at ${multiplesInWords(rare)}, since its windows never hold enough`]),
  ];
}

/** Moments are few: so few may be enough that the pace of the burn does not matter. */
function earlyInWords(told: readonly Told[], { tier, burning }: Shown): readonly string[] {
  const early = firing(told).some(({ incident }) => incident.multiples.some((multiple) => multiple <= tier.factor));
  if (!early) return [];
  const needed = momentsToFire(tier, burning);
  const share = shareInWords((needed * burning.interval) / tier.long);
  const make = needed === 1 ? "1 evaluation without a target makes" : `${needed} evaluations without a target make`;
  return [`${make} ${share} of ${windowName(tier.long)}, above ${shareInWords(tier.threshold)}`];
}

/** How long it goes on firing after the end of each incident. */
export function resetClaim(shown: Shown): (timeline: AlertTimeline) => Claim {
  const { tier, burning } = shown;
  return (timeline) => {
    const told = firing(tellAll(shown, timeline));
    if (told.length === 0) return { holds: true, says: "fires at none of them, so there is nothing to reset" };
    const predicted = ({ incident }: Told): number => resetTime(tier, incident.share, burning);
    const isRight = (one: Fired): boolean => isNear(one.course.resolves, predicted(one), leeway(tier.short, burning));
    const words = multiplesBy(
      told,
      (one) => windowName(one.course.resolves) + (isRight(one) ? "" : ` (predicted ${windowName(predicted(one))})`),
      ({ incident }) => incident.multiples,
    ).map(([time, multiples]) => `${time} after ${multiplesInWords(multiples)}`);
    return { holds: told.every(isRight), says: `is silent again ${listInWords(words)} times the budget's burn ended` };
  };
}

/** How much of the budget is gone when it fires. */
export function budgetClaim(shown: Shown): (timeline: AlertTimeline) => Claim {
  const { tier, burning } = shown;
  return (timeline) => {
    const told = firing(tellAll(shown, timeline));
    if (told.length === 0) return { holds: true, says: "fires at none of them, whatever they spend" };
    const planned = plannedSpending(tier, burning);
    const guarded = guardSpending(tier, burning);
    const most = Math.max(planned, guarded);
    const late = leeway(tier.long, burning) + burning.base + tier.pending;
    const spent = ({ incident, course }: Fired): number => budgetSpent(incident.share, course.fires, burning);
    const holds = told.every((one) => spent(one) <= most + budgetSpent(one.incident.share, late, burning));
    const words = multiplesBy(
      told,
      (one) => shareInWords(spent(one)),
      ({ incident }) => incident.multiples,
    ).map(([share, multiples]) => `${share} at ${multiplesInWords(multiples)}`);
    const plan = `a factor of ${tier.factor} over ${windowName(tier.long)} plans ${shareInWords(planned)}`;
    const guard = guarded > planned ? `, its guard asks for ${shareInWords(guarded)}` : "";
    const budget = `the budget of ${windowName(burning.window)}`;
    return {
      holds,
      says: `when it fires, ${listInWords(words)} times the burn is spent of ${budget}; ${plan}${guard}`,
    };
  };
}

/** Share of the budget that so many moments are as a low-traffic guard asks for. */
function guardSpending(tier: BurnTier, burning: Burning): number {
  const isGuarded = burning.moments && burning.objective.lowTraffic?.kind === "minimumFailures";
  return isGuarded ? (momentsToFire(tier, burning) * burning.interval) / (burning.budget * burning.window) : 0;
}

type Fired = Told & { readonly course: Required<Course> };

function firing(told: readonly Told[]): readonly Fired[] {
  return told.flatMap(({ course: { fires, resolves }, ...rest }) =>
    fires === undefined || resolves === undefined ? [] : [{ ...rest, course: { fires, resolves } }],
  );
}

function tellAll({ tier, burning, incidents }: Shown, timeline: AlertTimeline): readonly Told[] {
  return incidents.map((incident) => {
    const predicted = detectionTime(tier, incident.share, burning);
    return { incident, course: courseOf(timeline, incident), ...(predicted === undefined ? {} : { predicted }) };
  });
}

function isNear(seconds: number | undefined, predicted: number | undefined, most: number): boolean {
  if (seconds === undefined || predicted === undefined) return seconds === predicted;
  return Math.abs(seconds - predicted) <= most;
}
