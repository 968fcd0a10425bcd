import type { Meaning, Observed } from "../../model/observed.ts";
import { byObject, newestOf, type ObjectSeries } from "./meaning.ts";
import type { Scope } from "./selection.ts";

const METRIC = "kube_node_status_condition";

function readyNodes(scope: Scope, observed: Observed): readonly ObjectSeries[] {
  const ready = scope.sees(observed, METRIC, { condition: "Ready", status: "true" });
  return [...byObject(ready, scope.by("node").by).values()];
}

/** A node of which nobody says that it is ready, although somebody tells of it. */
export function notReady(scope: Scope): Meaning {
  return (observed) =>
    readyNodes(scope, observed).map((node) => ({
      labels: node.labels,
      value: (time) => (newestOf(node, time) === 0 ? 0 : undefined),
    }));
}

/** A cluster in which more than a share of the nodes is not ready. */
export function manyNotReady(scope: Scope, above: number): Meaning {
  return (observed) => {
    const nodes = readyNodes(scope, observed);
    const clusters = byObject(
      nodes.flatMap(({ series }) => series),
      scope.by().by,
    );
    return [...clusters.values()].map(({ labels }) => {
      const own = nodes.filter((node) => scope.by().by.every((label) => node.labels[label] === labels[label]));
      return {
        labels,
        value: (time) => {
          const known = own.map((node) => newestOf(node, time)).filter((ready) => ready !== undefined);
          const share = known.filter((ready) => ready === 0).length / known.length;
          return share > above ? share : undefined;
        },
      };
    });
  };
}

/** A node of which somebody says that one of the conditions is true. */
export function underPressure(scope: Scope, conditions: readonly string[]): Meaning {
  return (observed) => {
    const said = conditions.flatMap((condition) => scope.sees(observed, METRIC, { condition, status: "true" }));
    return [...byObject(said, scope.by("node", "condition").by).values()].map((node) => ({
      labels: node.labels,
      value: (time) => (newestOf(node, time) === 1 ? 1 : undefined),
    }));
  };
}
