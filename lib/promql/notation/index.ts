/**
 * Series as tests write them (`up{job="a"} 0+1x10 _ stale`), into a storage of `burnline/promql`. An entry of its own: only tests
 * need it.
 * @module
 */
export { type LoadTimes, loadSeries } from "./load.ts";
