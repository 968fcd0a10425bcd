export type { Bundle, KubernetesObject, Part } from "../../compile/bundle.ts";
export { BurnlineChart, type BurnlineChartProps } from "./chart.ts";
export { type BurnlineBundleProps, BurnlineMonitors, BurnlineRules } from "./named-parts.ts";
export { BurnlinePart, type BurnlinePartProps } from "./part.ts";
