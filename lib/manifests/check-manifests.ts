import type { Issue } from "../core/issue.ts";
import { Report } from "../model/check/report.ts";
import { type Manifest, placeOf } from "./manifest.ts";
import { ManifestSet } from "./manifest-set.ts";
import { RULES } from "./rules.ts";
import type { Found } from "./waivers.ts";

/** Names of all checks, in the order of {@link RULES}. */
export const CHECKS: readonly string[] = Object.values(RULES).flatMap((rules) => rules.map(({ id }) => id));

/** Runs every check on manifests of anybody, taken together; what they name beyond themselves is somebody else's. */
export function checkManifests(manifests: readonly Manifest[]): readonly Found[] {
  const set = new ManifestSet(manifests);
  const order = new Map(manifests.map((manifest, index) => [manifest, index]));
  const found = Object.values(RULES).flatMap((rules) =>
    rules.flatMap((rule) =>
      [...rule.check(set)].map(({ manifest, field, message, ...facts }) => {
        const report = new Report<string>();
        report[rule.level](rule.id, placeOf(manifest, field), message, facts);
        return { manifest, title: manifest.title, issues: report.issues };
      }),
    ),
  );
  const sorted = found.toSorted((a, b) => (order.get(a.manifest) ?? 0) - (order.get(b.manifest) ?? 0));
  return sorted.flatMap(({ title, issues }) => issues.map((issue: Issue) => ({ title, issue })));
}
