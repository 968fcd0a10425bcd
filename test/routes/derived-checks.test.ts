import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { businessHours, type Severity, secret, slack, webhook } from "../../lib/index.ts";
import { RouteChecks } from "../../lib/routes/check/route-checks.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { ALERTING, toldShop } from "./told-shop.ts";

const receiver = fc.constantFrom(
  slack("#a", secret("s", "a")),
  slack("#b", secret("s", "b")),
  webhook(secret("s", "c")),
);
const hours = fc.constantFrom(undefined, [businessHours("UTC")], [businessHours("UTC", { to: "18:00" })]);

const severity: fc.Arbitrary<Severity> = fc
  .record({ rank: fc.nat(2), notify: fc.array(receiver, { minLength: 1, maxLength: 2 }), during: hours })
  .map(({ during, ...spec }) => ({ priority: "P", ...spec, ...(during === undefined ? {} : { during }) }));

/** Alerts of both severities on both sides, in both directions. */
const NAMES = ["ApiDown", "ApiTargetDown", "ApiBacklog", "ApiPool", "ApiErrorsBudgetBurn"];
const inhibition = fc
  .record({
    cause: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
    effect: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 }),
  })
  // What would be a circle by names alone is a finding, and rightly so.
  .filter(({ cause, effect }) => Math.max(...cause.map(place)) < Math.min(...effect.map(place)))
  .map(({ cause, effect }) => ({ cause: { alerts: cause }, effect: { alerts: effect }, equal: ["service"], why: "x" }));

function place(name: string): number {
  return NAMES.indexOf(name);
}

describe("what is derived", () => {
  it("silences nothing more urgent and nothing at hours at which its cause is silent: 60 systems with any ranks, hours and windows", () => {
    fc.assert(
      fc.property(
        severity,
        severity,
        fc.array(inhibition, { maxLength: 2 }),
        fc.boolean(),
        (page, ticket, inhibitions, muted) => {
          const maintenance = (ALERTING.maintenance ?? []).map((window) =>
            muted ? { ...window, mutes: ["page"] } : window,
          );
          const system = toldShop({
            severities: { page, ticket },
            alerting: { ...ALERTING, inhibitions, maintenance },
          });
          const routing = deriveRouting(system);
          if (routing === undefined) throw new Error("somebody has to be told");
          const ranks = { page: page.rank, ticket: ticket.rank };
          const checks = new RouteChecks(routing.configuration, { ranks, file: "am.yml" });
          for (const { rules, path } of deriveGroups(system)) {
            for (const rule of rules) if (rule.kind === "alert") checks.visit(rule, path);
          }
          expect(checks.issues()).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
