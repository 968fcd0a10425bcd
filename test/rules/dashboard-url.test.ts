import { describe, expect, it } from "vitest";
import type { System } from "../../lib/index.ts";
import { deriveGroups } from "../../lib/rules/derive.ts";
import { everyKind } from "../support/shop.ts";

const watched: System = { ...everyKind, grafana: { url: "https://grafana.example.com" } };

function urls(system: System): readonly (readonly [alert: string, url: string | undefined])[] {
  return deriveGroups(system).flatMap(({ rules }) =>
    rules.flatMap((rule) => (rule.kind === "alert" ? [[rule.alert, rule.annotations.dashboard_url] as const] : [])),
  );
}

describe("dashboard_url", () => {
  it("leads alerts of an objective to its board, and all others to the board of their service", () => {
    const found = new Map(urls(watched));
    expect(found.get("ApiErrorsBudgetBurn")).toBe("https://grafana.example.com/d/shop-api-errors");
    expect(found.get("ApiTargetDown")).toBe("https://grafana.example.com/d/shop-api");
    expect(found.get("ApiDown")).toBe("https://grafana.example.com/d/shop-api");
    expect([...found.values()].every((url) => url?.startsWith("https://grafana.example.com/d/shop-"))).toBe(true);
  });

  it("is on no alert of a system without a Grafana", () => {
    const found = urls(everyKind);
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter(([, url]) => url !== undefined)).toEqual([]);
  });
});
