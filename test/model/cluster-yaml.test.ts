import fc from "fast-check";
import { expect, it } from "vitest";
import { days, dependency, seconds, service, system } from "../../lib/index.ts";
import { isFullRun } from "../support/promtool.ts";
import { connects, exposed, external, network, scaling, workload } from "./arbitrary-cluster.ts";
import { text } from "./twin.ts";
import { expectTwins } from "./twin-system.ts";

it("whatever TypeScript says of pods, connections and replicas, YAML says the same: 20 models and more", () => {
  expect.hasAssertions();
  const parts = fc.record({ workload, onKubernetes: workload, scaling, connects, exposed, policy: text });
  const needed = fc.record({ workload, external, connects });
  fc.assert(
    fc.property(parts, needed, network, text, (ours, theirs, [policies, policiesYaml], [address, addressYaml]) => {
      expectTwins(
        {
          system: "checkout",
          owner: "payments",
          runs: ["kubernetes"],
          namespace: "checkout",
          prometheus: { evaluationInterval: "30s", retention: "31d", address: addressYaml },
          runbooks: "https://runbooks.example.com",
          severities: { critical: { priority: "P1", rank: 0 } },
          metrics: {
            http_requests_total: { type: "counter", labels: ["status"] },
            queue_size: { type: "gauge", unit: "count" },
          },
          services: { api: inYaml(ours) },
          dependencies: { db: { type: "postgresql", ...inYaml(theirs) } },
          network: policiesYaml,
        },
        system<string>("checkout", {
          owner: "payments",
          runs: ["kubernetes"],
          namespace: "checkout",
          prometheus: { evaluationInterval: seconds(30), retention: days(31), address },
          runbooks: "https://runbooks.example.com",
          severities: { critical: { priority: "P1", rank: 0 } },
          services: [service("api", inTypescript(ours))],
          dependencies: [dependency("db", { type: "postgresql", ...inTypescript(theirs) })],
          network: policies,
        }),
      );
    }),
    { seed: 20_261_121, numRuns: isFullRun ? 1_000 : 20 },
  );
});

type Found<T extends Readonly<Record<string, readonly unknown[]>>> = { readonly [K in keyof T]: T[K][0] };

function inTypescript<T extends Readonly<Record<string, readonly [never, unknown]>>>(twins: T): Found<T> {
  return Object.fromEntries(Object.entries(twins).map(([key, [typescript]]) => [key, typescript])) as Found<T>;
}

function inYaml<const Y>(twins: Readonly<Record<string, readonly [unknown, Y]>>): Readonly<Record<string, Y>> {
  return Object.fromEntries(Object.entries(twins).map(([key, [, yaml]]) => [key, yaml]));
}
