import type { Trouble } from "./incident.ts";

/** What rules do while incidents happen. Plain data. Units: seconds after the clean history, and shares. */
export interface Simulation {
  readonly system: string;
  /** Length of the clean history before, the longest of all objectives. */
  readonly history: number;
  /** The simulated time, the longest of all objectives. */
  readonly seconds: number;
  readonly evaluationInterval: number;
  readonly incidents: readonly SimulatedIncident[];
  /** Alerts that fire before the first incident that could be their cause. */
  readonly strays: readonly ToldAlert[];
}

/** One incident, and what becomes of it. */
export interface SimulatedIncident {
  readonly incident: string;
  readonly kind: Trouble["kind"];
  readonly from: number;
  readonly to: number;
  /** The first to fire stands first. */
  readonly alerts: readonly ToldAlert[];
  readonly budgets: readonly SpentBudget[];
}

/** An alert that fires for an incident. */
export interface ToldAlert {
  readonly alert: string;
  readonly owner: string;
  /** Name of the objective; `targets` for those that do not answer. */
  readonly part: string;
  readonly severity: string;
  readonly priority: string;
  /** Windows of a burn-rate alert. Units: seconds. */
  readonly tier?: { readonly long: number; readonly short: number };
  readonly fires: number;
  /** Time from the beginning of the incident on. */
  readonly after: number;
  /** When it is silent for good; absent where it still fires at the end of the simulation. */
  readonly resolves?: number;
  /** How often it begins to fire. */
  readonly times: number;
}

/** The error budget of an objective, by its recording, before an incident and when that is recorded. */
export interface SpentBudget {
  readonly owner: string;
  readonly objective: string;
  readonly before: number;
  readonly after: number;
  readonly spent: number;
}
