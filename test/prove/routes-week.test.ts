import { describe, expect, it } from "vitest";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { asOperatorSees, prefixOf } from "../../lib/routes/kubernetes/as-operator-sees.ts";
import { mergeRoutings } from "../../lib/routes/merge.ts";
import { type RoutingTree, routingTree } from "../../lib/routes/tree.ts";
import { systems } from "../../stacks/index.ts";
import { objectsOf } from "../routes/kubernetes/objects.ts";
import { differences, fixtureOf } from "./told-by-inventory.ts";

describe("who is told, against the inventory", () => {
  it("is written down for each of the five systems", () => {
    expect(systems.map(({ name }) => fixtureOf(name).system)).toEqual(systems.map(({ name }) => name));
  });

  it.each(systems)("$name: each alert reaches exactly its receivers at each of 840 hours of five weeks", (system) => {
    const routing = deriveRouting(system);
    if (routing === undefined) throw new Error(`${system.name} tells nobody`);
    expect(differences(system, routingTree(routing.configuration), routing.receivers)).toEqual([]);
  });

  it("is the same on one Alertmanager for all five", () => {
    const merged = mergeRoutings(systems.flatMap((system) => deriveRouting(system) ?? []));
    const tree = routingTree(merged.configuration);
    expect(systems.flatMap((system) => differences(system, tree, merged.receivers))).toEqual([]);
  });

  it.each(systems)("$name: AlertmanagerConfigs, as the operator reads them, tell exactly the same", (system) => {
    const routing = deriveRouting(system);
    const objects = objectsOf(system);
    expect(objects.length).toBeGreaterThan(0);
    const configuration = asOperatorSees(objects, system.alerting?.matcherStrategy);
    const receivers = objects.flatMap((object) =>
      (routing?.receivers ?? []).map((receiver) => ({ ...receiver, name: prefixOf(object) + receiver.name })),
    );
    for (const { metadata } of objects) {
      expect(differences(system, routingTree(configuration), receivers, metadata.namespace)).toEqual([]);
    }
  });

  it("notices an hour, a receiver and a severity that are wrong", () => {
    const [system] = systems;
    const routing = system === undefined ? undefined : deriveRouting(system);
    if (system === undefined || routing === undefined) throw new Error("a system is needed");
    const { configuration, receivers } = routing;
    const changed = (from: string, to: string): RoutingTree =>
      routingTree(JSON.parse(JSON.stringify(configuration).replaceAll(from, to)));
    expect(differences(system, changed('severity=\\"warning\\"', 'severity=\\"Warning\\"'), receivers)).not.toEqual([]);
    const muted = {
      ...configuration,
      route: {
        ...configuration.route,
        routes: (configuration.route.routes ?? []).map((route) => ({ ...route, mute_time_intervals: ["odd"] })),
      },
      time_intervals: [{ name: "odd", time_intervals: [{ times: [{ start_time: "03:00", end_time: "03:01" }] }] }],
    };
    expect(differences(system, routingTree(muted), receivers)).not.toEqual([]);
  });
});
