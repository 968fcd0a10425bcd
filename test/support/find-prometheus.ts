import { PINNED_VERSION } from "./find-promtool.ts";
import type { Tool } from "./find-tool.ts";

/** Scrapes and evaluates; built from the module of promtool, with which it shares its sources. */
export const PROMETHEUS: Tool = {
  program: "prometheus",
  variable: "BURNLINE_PROMETHEUS",
  pinned: PINNED_VERSION,
  version: /^prometheus, version (\d+\.\d+\.\d+)/m,
  atLeast: ["3.0.0", "range selectors were closed on the left before, results differ"],
};
