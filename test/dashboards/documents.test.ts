import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import type { Json } from "../../lib/core/json.ts";
import { systems } from "../../stacks/index.ts";
import { readFacts } from "../../stacks/support/fact.ts";
import { valueAt } from "../../stacks/support/pointer.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** Time ranges and refresh intervals as the documents write them, and as Grafana does. */
const IN_GRAFANA: Readonly<Record<string, string>> = {
  "Last 24 hours": "now-1d",
  "Last 12 hours": "now-12h",
  "Last 6 hours": "now-6h",
  "24-hour trends": "now-1d",
  "30 seconds": "30s",
  "15 seconds": "15s",
  "1 minute": "1m",
};

const stated = systems.flatMap((system) =>
  [...readFacts(ROOT, system.name)]
    .filter(([, fact]) => fact.kind === "dashboard")
    .map(([id, { data }]) => ({ id, system, data })),
);

function text(data: Json, pointer: string): string | undefined {
  const value = valueAt(data, pointer);
  return typeof value === "string" ? value : undefined;
}

describe("dashboards of the documents", () => {
  it("are the five of the inventory", () => {
    expect(stated.map(({ id }) => id).sort()).toEqual([
      "ALCS-DASH-01",
      "FREE-DASH-01",
      "FREE-DASH-02",
      "FREE-DASH-03",
      "OCTO-DASH-01",
    ]);
  });

  it.each(stated.map((one) => [one.id, one] as const))("%s has its name, panels, time range and refresh", (_, one) => {
    const { system, data } = one;
    const { documents } = compile(system).bundle;
    const boards = documents
      .filter(({ path }) => path.startsWith(`dashboards/${system.name}/`))
      .map(({ content }): Json => JSON.parse(content));
    const board = boards.find((candidate) => valueAt(candidate, "/title") === text(data, "/name"));
    if (board === undefined) throw new Error(`no dashboard ${text(data, "/name")}`);
    const panels = valueAt(board, "/panels");
    const titles = (Array.isArray(panels) ? panels : []).map((panel: Json) => text(panel, "/title")?.toLowerCase());
    const wanted = valueAt(data, "/panels");
    const names = (Array.isArray(wanted) ? wanted : []).map((name: Json) => `${name}`.toLowerCase());
    expect(titles).toEqual(expect.arrayContaining(names));
    const range = text(data, "/time_range");
    const refresh = text(data, "/refresh");
    if (range !== undefined) expect(valueAt(board, "/time/from")).toBe(IN_GRAFANA[range]);
    if (refresh !== undefined) expect(valueAt(board, "/refresh")).toBe(IN_GRAFANA[refresh]);
  });
});
