import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import type { AlertmanagerConfig } from "../../../lib/routes/kubernetes/alertmanager-config.ts";
import { asOperatorSees, type MatcherStrategy } from "../../../lib/routes/kubernetes/as-operator-sees.ts";

/** Objects of a shop with every kind of receiver in two namespaces, and what the operator's own code made of them. */
const FOLDER = join(import.meta.dirname, "..", "..", "fixtures", "operator");
const OBJECTS = JSON.parse(readFileSync(join(FOLDER, "objects.json"), "utf8")) as readonly AlertmanagerConfig[];

/** What is compared; receivers have no integrations with us. */
interface Compared {
  readonly route: object;
  readonly inhibit_rules: readonly object[];
  readonly receivers: readonly { readonly name: string }[];
  readonly mute_time_intervals: readonly object[];
}

describe("asOperatorSees", () => {
  it.each(["OnNamespace", "None"] satisfies readonly MatcherStrategy[])(
    "gives what prometheus-operator 0.85 gave for 2 objects: %s",
    (strategy) => {
      const theirs = load(readFileSync(join(FOLDER, `${strategy}.yaml`), "utf8")) as Compared;
      const ours = asOperatorSees(OBJECTS, strategy);
      expect(ours.route).toEqual(theirs.route);
      expect(ours.inhibit_rules).toEqual(theirs.inhibit_rules);
      expect(ours.time_intervals).toEqual(theirs.mute_time_intervals);
      expect(ours.receivers.map(({ name }) => name)).toEqual(theirs.receivers.map(({ name }) => name));
    },
  );
});
