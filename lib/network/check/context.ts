import type { Report } from "../../model/check/report.ts";
import type { Dependency } from "../../model/dependency.ts";
import type { Service } from "../../model/service.ts";
import type { System } from "../../model/system.ts";
import type { NetworkCode } from "../codes.ts";
import type { Edge } from "../side.ts";
import type { Topology } from "../targets.ts";

/** What the checks of a network look at. */
export interface Context {
  readonly topology: Topology;
  readonly edges: readonly Edge[];
  readonly report: Report<NetworkCode>;
}

/** A service or dependency, and where in the model it stands. */
export interface Placed {
  readonly owner: Service | Dependency;
  readonly path: string;
}

/** Every service and dependency. */
export function owners({ services, dependencies }: System): readonly Placed[] {
  return [
    ...services.map((owner) => ({ owner, path: `services.${owner.name}` })),
    ...dependencies.map((owner) => ({ owner, path: `dependencies.${owner.name}` })),
  ];
}
