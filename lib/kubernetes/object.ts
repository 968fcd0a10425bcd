import type { Json } from "../core/json.ts";
import type { Labels } from "./selector.ts";

/** An object of Kubernetes as plain data, ours or anybody's. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly [key: string]: Json;
}
