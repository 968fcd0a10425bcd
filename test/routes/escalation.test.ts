import { Ajv } from "ajv";
import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { escalatedAlerts, escalationDocuments } from "../../lib/compile/escalation.ts";
import { minutes, pagerduty, type System, secret } from "../../lib/index.ts";
import { type EscalationDocument, escalationOf } from "../../lib/routes/escalation.ts";
import { escalationSchema } from "../../lib/routes/escalation-schema.ts";
import { pagerdutyPolicy } from "../../lib/routes/pagerduty-policy.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { alecs } from "../../stacks/alecs/system.ts";
import { amas } from "../../stacks/amas/system.ts";
import { freeagentics } from "../../stacks/freeagentics/system.ts";
import { systems } from "../../stacks/index.ts";
import { octollm } from "../../stacks/octollm/system.ts";

function sourceOf(system: System): Parameters<typeof escalationDocuments>[0] {
  return { system, alerts: [], groups: () => deriveGroups(system) };
}

function documentOf(system: System): EscalationDocument {
  const document = escalationOf(system, () => escalatedAlerts(sourceOf(system)));
  if (document === undefined) throw new Error(`${system.name} has no escalation`);
  return document;
}

/** The ways to a level that Alertmanager or the calendar take first: severity, time, acknowledge, resolve. */
function waysTo(system: System, level: string): readonly (readonly (string | undefined)[])[] {
  const found = documentOf(system).levels.find((one) => one.level === level);
  return (found?.reached ?? []).map(({ severity, after, acknowledge, resolve }) => [
    severity,
    after,
    acknowledge,
    resolve,
  ]);
}

describe("escalation.yaml", () => {
  it("has OctoLLM's response times: OCTO-ESC-01 to -03", () => {
    expect(waysTo(octollm, "Critical")).toEqual([["critical", "0s", "5m", "1h"]]);
    expect(waysTo(octollm, "Warning")).toEqual([["warning", "0s", "30m", "4h"]]);
    expect(waysTo(octollm, "Info")).toEqual([["info", "0s", undefined, "1d"]]);
  });

  it("has the path of AMAS, L1 at once, L2 after 30 minutes and L3 after an hour: AMAS-ESC-01", () => {
    const high = ["L1", "L2", "L3"].flatMap((level) => waysTo(amas, level).filter(([severity]) => severity === "high"));
    expect(high.map(([, after]) => after)).toEqual(["0s", "30m", "1h"]);
    expect(high[0]).toEqual(["high", "0s", "15m", "30m"]);
    const emergency = documentOf(amas).levels.find(({ level }) => level === "Emergency");
    expect(emergency?.alerts).toEqual([{ severity: "emergency", alerts: ["AmasDown"] }]);
  });

  it("has the response times of ALECS: 15 minutes, 1, 4 and 24 hours of ALECS-ESC-01 to -04", () => {
    const words = documentOf(alecs).levels.map(({ level, responds }) => [level, responds]);
    expect(words.slice(0, 4)).toEqual([
      ["P0", "15 minutes"],
      ["P1", "1 hour"],
      ["P2", "4 hours"],
      ["P3", "24 hours"],
    ]);
  });

  it("has FreeAgentics' 5 and 15 minutes of FREE-ESC-01 and -02", () => {
    expect(waysTo(freeagentics, "Critical").map(([, , acknowledge]) => acknowledge)).toContain("5m");
    expect(waysTo(freeagentics, "High").map(([, , acknowledge]) => acknowledge)).toContain("15m");
  });

  it("has an alert or a stated reason for every level of every system", () => {
    const without = systems.flatMap((system) =>
      documentOf(system).levels.flatMap(({ level, alerts, withoutAlert }) =>
        alerts.length === 0 && (withoutAlert ?? "") === "" ? [`${system.name} ${level}`] : [],
      ),
    );
    expect(without).toEqual([]);
  });

  it("says at a branch what the rule of its alert says: 50 % of errors for 2 minutes", () => {
    const [tree] = documentOf(octollm).trees ?? [];
    const branch = tree?.branches.find(({ alert }) => alert === "HighErrorRateSevere");
    expect(branch?.when).toMatch(/above 50 %.*2m/);
    expect(tree?.branches.every(({ when }) => when !== "")).toBe(true);
  });

  it("keeps to its published schema in all five systems, which refuses another key", () => {
    const validate = new Ajv({ strict: false }).compile(escalationSchema());
    for (const system of systems) {
      const file = escalationDocuments(sourceOf(system)).find(({ path }) => path.endsWith("escalation.yaml"));
      expect(file?.path).toBe(`stacks/${system.name}/escalation.yaml`);
      const data = load(file?.content ?? "");
      expect(validate(data) ? [] : validate.errors, system.name).toEqual([]);
      expect(validate({ ...(data as object), levles: [] })).toBe(false);
      expect(
        validate({
          ...(data as object),
          levels: [{ level: "P0", reached: [{ severity: "a", after: "soon", by: "people" }], alerts: [] }],
        }),
      ).toBe(false);
    }
  });
});

describe("pagerdutyPolicy", () => {
  const key = secret("pd", "key");
  const base = alecs.severities.critical;
  const system: System = {
    ...alecs,
    severities: {
      critical: {
        ...base,
        priority: "L1",
        rank: 0,
        notify: [pagerduty(key)],
        escalation: [
          { level: "L3", after: minutes(60), who: "Platform Lead" },
          { level: "L2", after: minutes(30), who: "Senior Engineer" },
          { level: "L2", after: minutes(30), who: "Database Admin" },
        ],
      },
    },
  };

  it("waits 30 minutes at L1 and 30 at L2, as AMAS-ESC-01 says, and tells two roles of one time together", () => {
    const rules = pagerdutyPolicy(system)?.escalation_policy.escalation_rules ?? [];
    expect(rules.map(({ escalation_delay_in_minutes }) => escalation_delay_in_minutes).slice(0, 2)).toEqual([30, 30]);
    expect(rules.map(({ targets }) => targets.map(({ id }) => id))).toEqual([
      ["<on-call-engineer>"],
      ["<senior-engineer>", "<database-admin>"],
      ["<platform-lead>"],
    ]);
  });

  it("names every placeholder in its description, and each target is a schedule", () => {
    for (const one of [system, octollm]) {
      const policy = pagerdutyPolicy(one)?.escalation_policy;
      const targets = (policy?.escalation_rules ?? []).flatMap((rule) => rule.targets);
      expect(targets.length).toBeGreaterThan(0);
      for (const { id, type } of targets) {
        expect(policy?.description).toContain(id);
        expect(type).toBe("schedule_reference");
      }
    }
  });

  it("has OctoLLM's steps at 15 and 30 minutes and 2 hours as delays of 15, 15 and 90 minutes", () => {
    const rules = pagerdutyPolicy(octollm)?.escalation_policy.escalation_rules ?? [];
    expect(rules.map(({ escalation_delay_in_minutes }) => escalation_delay_in_minutes).slice(0, 3)).toEqual([
      15, 15, 90,
    ]);
  });

  it("warns where Alertmanager tells the later steps by itself, as AMAS has it, and not where people do, as in OctoLLM", () => {
    const [ours, theirs] = [amas, octollm].map((one) => pagerdutyPolicy(one)?.escalation_policy.description);
    expect(ours).toContain("told twice");
    expect(theirs).not.toContain("told twice");
  });

  it("is none where PagerDuty is not told and no step follows", () => {
    const { escalation: _, notify: __, ...severity } = system.severities.critical ?? { priority: "", rank: 0 };
    expect(pagerdutyPolicy({ ...system, severities: { critical: severity } })).toBeUndefined();
  });
});
