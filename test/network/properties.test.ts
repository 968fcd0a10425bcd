import fc from "fast-check";
import { expect, it } from "vitest";
import type { Service } from "../../lib/index.ts";
import { type LabelSelector, selects } from "../../lib/kubernetes/selector.ts";
import { networkObjects } from "../../lib/network/derive.ts";
import { edgesOf } from "../../lib/network/edges.ts";
import type { Edge } from "../../lib/network/side.ts";
import { isFullRun } from "../support/promtool.ts";
import { bakery, shop, withPods } from "./model.ts";
import { peersOf, specOf } from "./objects.ts";

const PORTS = ["http", "metrics"] as const;

/** Up to six shops, of which any connects to any, itself among them. */
const shops = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc.array(
    fc.array(
      fc.record({
        to: fc.nat(count - 1).map((index) => `shop-${index}`),
        ports: fc.subarray([...PORTS], { minLength: 1 }),
      }),
      {
        maxLength: 4,
      },
    ),
    { minLength: count, maxLength: count },
  ),
);

function servicesOf(
  connects: readonly (readonly { readonly to: string; readonly ports: readonly string[] }[])[],
): readonly Service[] {
  return connects.map((list, index) => ({
    ...withPods(shop, { name: `shop-${index}`, labels: { app: `shop-${index}` } }),
    name: `shop-${index}`,
    connects: list,
  }));
}

it("each connection is in the policy of both its ends, and the policies have no port besides", () => {
  fc.assert(
    fc.property(shops, (connects) => {
      const model = bakery({ services: servicesOf(connects) });
      const objects = networkObjects(model, {});
      const written = (end: "ingress" | "egress", owner: string) =>
        specOf(objects, `bakery.${owner}`)[end].flatMap((rule) =>
          peersOf(rule).flatMap(({ namespaceSelector, podSelector }) =>
            rule.ports.map(({ protocol, port }) => ({
              namespace: namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] ?? "",
              selector: podSelector as LabelSelector,
              port: `${protocol} ${port}`,
            })),
          ),
        );
      const stated = edgesOf(model);
      for (const { name } of model.services) {
        for (const [end, own, peer] of [
          ["egress", "from", "to"],
          ["ingress", "to", "from"],
        ] as const) {
          const edges = stated.filter((edge) => nameAt(edge, own) === name);
          const found = written(end, name);
          expect(found).toHaveLength(edges.length);
          for (const edge of edges) {
            const side = edge[peer];
            if (side.kind !== "pods") throw new Error("there are pods only");
            const { namespace, labels } = side.endpoint;
            const same = found.filter(
              (one) =>
                one.namespace === namespace &&
                selects(one.selector, labels) &&
                one.port === `${edge.protocol} ${edge.port}`,
            );
            expect(same).toHaveLength(1);
          }
        }
      }
    }),
    { numRuns: isFullRun ? 1_000 : 30 },
  );
});

function nameAt(edge: Edge, end: "from" | "to"): string | undefined {
  const side = edge[end];
  return side.kind === "pods" ? side.endpoint.name : undefined;
}
