/** An answer of the metrics before stabilization. Units: seconds. */
export interface Recommendation {
  readonly replicas: number;
  readonly at: number;
}

/** A change that was made. Units: seconds. */
export interface ScaleEvent {
  /** How many replicas were added or removed; never negative. */
  readonly change: number;
  readonly at: number;
}

/** What the controller keeps of one autoscaler between two syncs. */
export interface ControllerState {
  readonly recommendations: readonly Recommendation[];
  readonly ups: readonly ScaleEvent[];
  readonly downs: readonly ScaleEvent[];
  /** How often in a row KEDA failed to get a metric, by its key. */
  readonly failures: Readonly<Record<string, number>>;
}

/** The state of a controller that has just started. */
export const INITIAL_STATE: ControllerState = { recommendations: [], ups: [], downs: [], failures: {} };
