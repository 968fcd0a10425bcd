export type { Bundle, KubernetesObject, Part } from "../../compile/bundle.ts";
export { BurnlineSystem, type BurnlineSystemArgs } from "./system.ts";
