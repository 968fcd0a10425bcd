import { BurnlineError, type Issue } from "../core/issue.ts";
import { readDuration, readQuantity } from "../model/yaml/quantity.ts";
import type { Incident } from "../prove/incident/incident.ts";
import type { Everyday } from "../prove/incident/incident-world.ts";
import { parseIncident } from "../prove/incident/parse-incident.ts";
import type { Arguments } from "./command.ts";
import { issue } from "./refuse.ts";

/** Events per second of a service, unless told. Enough for every guard, and for shares of a thousandth. */
const TRAFFIC = "100/s";

/** What `burnline simulate` was asked for. Units: seconds. */
export interface SimulateOptions {
  readonly incidents: readonly Incident[];
  /** Names of objectives; none means those that the incidents are about. */
  readonly objectives: readonly string[];
  readonly seconds?: number;
  readonly everyday: Everyday;
}

/** @throws BurnlineError with everything that is wrong with the options */
export function readSimulateOptions(args: Arguments): SimulateOptions {
  const issues: Issue[] = [];
  const texts = args.texts("incident");
  if (texts.length === 0) {
    const facts = { expected: "--incident TEXT", mend: 'write --incident "error 5% for 20m"' };
    issues.push(issue("incident-missing", "", "no incident was given", facts));
  }
  const incidents = texts.flatMap((text) => {
    const read = parseIncident(text);
    if (read.ok) return [read.value];
    issues.push(...read.issues.map(ofIncident));
    return [];
  });
  const read = <T>(option: string, expected: string, value: (text: string) => T | undefined): T | undefined => {
    const text = args.value(option);
    const known = text === undefined ? undefined : value(text);
    if (text !== undefined && known === undefined) {
      issues.push(issue("option-value-invalid", `--${option}`, "this value cannot be used", { found: text, expected }));
    }
    return known;
  };
  const traffic = read("traffic", "a rate such as 50/s, 20/m or 300/h", trafficOf) ?? trafficOf(TRAFFIC) ?? 0;
  const seconds = read("for", "a length of time such as 30d or 12h", lengthOf);
  const seed = read("seed", "a whole number", seedOf);
  if (issues.length > 0) throw new BurnlineError(issues);
  return {
    incidents,
    objectives: args.values("objective"),
    everyday: { traffic, ...(seed === undefined ? {} : { seed }) },
    ...(seconds === undefined ? {} : { seconds }),
  };
}

/** An issue of an incident, with the option that it was given by. */
export function ofIncident(found: Issue): Issue {
  return { ...found, path: `--incident "${found.path}"` };
}

/** Units: events per second. */
function trafficOf(text: string): number | undefined {
  const rate = readQuantity(text);
  return rate?.unit === "per-second" && rate.value > 0 && Number.isFinite(rate.value) ? rate.value : undefined;
}

/** Units: seconds. */
function lengthOf(text: string): number | undefined {
  const length = readDuration(text)?.value;
  return length !== undefined && length > 0 && Number.isFinite(length) ? length : undefined;
}

function seedOf(text: string): number | undefined {
  return /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
}
