import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import type { System } from "../../model/system.ts";
import type { NetworkCode } from "../codes.ts";
import type { PageCommand } from "../commands.ts";
import { edgesOf } from "../edges.ts";
import { ownNamespaces } from "../endpoints.ts";
import { Topology } from "../targets.ts";
import { checkCommands } from "./commands.ts";
import { checkConnections } from "./connections.ts";
import { type Context, owners } from "./context.ts";
import { checkExposures } from "./exposures.ts";
import { checkExternals } from "./externals.ts";
import { checkPods } from "./pods.ts";
import { checkSettings } from "./settings.ts";

/** Finds what is wrong with the connections of a system, and which commands of its pages the policies cut. */
export function checkNetwork(system: System, commands: () => readonly PageCommand[] = () => []): readonly Issue[] {
  const report = new Report<NetworkCode>();
  const { network } = system;
  if (network === undefined) reportUnused(system, report);
  else {
    if (!system.runs.includes("kubernetes"))
      report.warning(
        "network-not-on-kubernetes",
        "network",
        "policies are for pods, and the system runs on hosts only",
        {
          found: system.runs.join(", "),
          expected: "kubernetes among `runs`",
        },
      );
    // Where pods have no namespace, nothing of them can be right: the model's own finding says so.
    if (ownNamespaces(system).length === 0) return report.issues;
    const context: Context = { topology: new Topology(system, network), edges: edgesOf(system), report };
    checkConnections(context);
    checkExposures(context);
    checkExternals(context);
    checkPods(context);
    checkSettings(context);
    checkCommands(context, commands());
  }
  return report.issues;
}

/** Connections without a network to let them through are read by nothing. */
function reportUnused(system: System, report: Report<NetworkCode>): void {
  const stated = owners(system).filter(
    ({ owner }) => owner.connects !== undefined || ("exposed" in owner && owner.exposed !== undefined),
  );
  if (stated.length === 0) return;
  report.warning("connections-unused", "network", "connections are stated, and no policy follows from them", {
    found: stated.map(({ owner }) => owner.name).join(", "),
    expected: "network, with the name server of the cluster",
    mend: 'network: { plugin: "kubernetes", dns: { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } } }',
  });
}
