/** What happened in each second since the load began to change; one number for each second in every list. */
export interface Timeline {
  readonly replicas: Float64Array;
  readonly ready: Float64Array;
  /** Events that arrived, and those of them that were late or refused. */
  readonly offered: Float64Array;
  readonly bad: Float64Array;
  /** Units: seconds. */
  readonly latency: Float64Array;
}

/** A timeline of so many seconds, in which nothing has happened yet. */
export function timeline(seconds: number): Timeline {
  return {
    replicas: new Float64Array(seconds),
    ready: new Float64Array(seconds),
    offered: new Float64Array(seconds),
    bad: new Float64Array(seconds),
    latency: new Float64Array(seconds),
  };
}
