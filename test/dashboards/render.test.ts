import { describe, expect, it } from "vitest";
import type { Document, KubernetesObject } from "../../lib/compile/bundle.ts";
import { compile } from "../../lib/compile/compile.ts";
import type { Json } from "../../lib/core/json.ts";
import { grafanaUnit } from "../../lib/dashboards/units.ts";
import type { System } from "../../lib/index.ts";
import { fieldOf, isList, valueAt } from "../../stacks/support/pointer.ts";
import { everyKind } from "../support/shop.ts";

const grafana = { url: "https://grafana.example.com" };
const watched: System = { ...everyKind, grafana };

function boards(system: System): readonly Document[] {
  return compile(system).bundle.documents.filter(({ path }) => path.startsWith("dashboards/"));
}

function objects(system: System): readonly KubernetesObject[] | undefined {
  return compile(system).bundle.parts.find(({ name }) => name === "dashboards")?.objects;
}

function listAt(value: Json, pointer: string): readonly Json[] {
  const found = valueAt(value, pointer);
  return isList(found) ? found : [];
}

function board(slug: string): Json {
  const found = boards(watched).find(({ path }) => path === `dashboards/shop/${slug}.json`);
  if (found === undefined) throw new Error(slug);
  return JSON.parse(found.content);
}

function panel(of: Json, title: string): Json {
  const found = listAt(of, "/panels").find((one) => fieldOf(one, "title") === title);
  if (found === undefined) throw new Error(title);
  return found;
}

describe("a dashboard as JSON of Grafana", () => {
  const errors = board("api-errors");

  it("has its uid, its title, schema 42, and nobody can edit it", () => {
    expect(errors).toMatchObject({
      uid: "shop-api-errors",
      title: "Shop / api / Errors",
      schemaVersion: 42,
      editable: false,
      tags: ["burnline", "shop", "objective"],
      time: { from: "now-6h", to: "now" },
      refresh: "1m",
    });
  });

  it("asks the data source that is chosen at the top, which comes first among the variables", () => {
    const [first] = listAt(errors, "/templating/list");
    expect(first).toMatchObject({ name: "datasource", type: "datasource", query: "prometheus" });
    const sources = [...JSON.stringify(errors).matchAll(/"datasource":\{"type":"(\w+)","uid":"([^"]+)"\}/g)];
    expect(sources.length).toBeGreaterThan(20);
    expect(new Set(sources.map(([, type, uid]) => `${type} ${uid}`))).toEqual(new Set(["prometheus $datasource"]));
  });

  it("draws the threshold of its burn rate, 14.4 for an hour of a 30-day budget, as a dashed line, and red beyond", () => {
    const burn = panel(errors, "Burn rate");
    expect(valueAt(burn, "/fieldConfig/defaults/custom/thresholdsStyle/mode")).toBe("dashed");
    expect(listAt(burn, "/fieldConfig/defaults/thresholds/steps")).toEqual([
      { value: null, color: "green" },
      { value: 14.4, color: "red" },
    ]);
    expect(valueAt(panel(errors, "Traffic"), "/fieldConfig/defaults/custom/thresholdsStyle/mode")).toBe("off");
  });

  it("has legends, units and the interval of the scrape on raw series, whose rates are over $__rate_interval", () => {
    const raw = panel(errors, "Events by pod");
    expect(raw).toMatchObject({ interval: "15s", fieldConfig: { defaults: { unit: "ops", min: 0 } } });
    const [target] = listAt(raw, "/targets");
    expect(fieldOf(target, "expr")).toMatch(
      /^sum by \(pod\) \(rate\(shop_requests_total\{.*instance=~"\$instance",job=~"\$job".*\}\[\$__rate_interval\]\)\)$/,
    );
    expect(fieldOf(target, "legendFormat")).toBe("{{pod}}");
  });

  it("marks the times at which its alerts fire", () => {
    expect(listAt(errors, "/annotations/list")).toMatchObject([
      {
        enable: true,
        target: { expr: 'ALERTS{alertstate="firing",objective="errors",service="api",system="shop"}' },
        titleFormat: "{{alertname}}",
      },
    ]);
  });

  it("keeps links in sight: the SDK would put them into a menu", () => {
    expect(listAt(errors, "/links").map((link) => fieldOf(link, "title"))).toEqual(
      expect.arrayContaining([
        "Boards of the system",
        "Shop: overview",
        "api",
        "What to do: ApiErrorsBudgetBurn (page)",
      ]),
    );
    expect(JSON.stringify(errors)).not.toContain("inControlsMenu");
  });

  it("is the same text each time, ends with a line break, and has its keys in order", () => {
    const [first] = boards(watched);
    const [again] = boards(watched);
    expect(first?.content).toBe(again?.content);
    expect(first?.content).toMatch(/^\{\n {2}"annotations"[\s\S]*\}\n$/);
    const keys = Object.keys(JSON.parse(first?.content ?? "{}"));
    expect(keys).toEqual([...keys].sort());
  });

  it("shows bytes in multiples of 1,024, shares as percent, and bytes per second as such", () => {
    expect(grafanaUnit("bytes")).toBe("bytes");
    expect(grafanaUnit("bytes", true)).toBe("binBps");
    expect(grafanaUnit("ratio")).toBe("percentunit");
    expect(grafanaUnit("cores")).toBe("short");
  });

  it("joins the answers of a table by service and objective", () => {
    const objectives = panel(board("overview"), "What is left of each budget");
    expect(valueAt(objectives, "/transformations/2/options/renameByName")).toEqual({
      "Value #A": "Promised",
      "Value #B": "Attained",
      "Value #C": "Budget left",
      "Value #D": "Burn rate",
    });
    const pattern = new RegExp(`${valueAt(objectives, "/transformations/0/options/include/pattern")}`);
    expect(["service", "objective", "Value #A"].every((name) => pattern.test(name))).toBe(true);
    expect(["Time", "__name__", "system"].some((name) => pattern.test(name))).toBe(false);
    expect(listAt(objectives, "/targets").every((target) => fieldOf(target, "format") === "table")).toBe(true);
  });
});

describe("dashboards on Kubernetes", () => {
  it("are ConfigMaps with the label of the sidecar, and nothing else", () => {
    const made = objects(watched) ?? [];
    expect(made.length).toBe(boards(watched).length);
    expect(made[0]).toMatchObject({
      kind: "ConfigMap",
      metadata: { name: "shop.dashboard.overview", namespace: "shop", labels: { grafana_dashboard: "1" } },
    });
    const [overview] = boards(watched);
    const text = valueAt(JSON.parse(JSON.stringify(made[0])), "/data/shop-overview.json");
    expect(JSON.parse(`${text}`)).toEqual(JSON.parse(overview?.content ?? ""));
  });

  it("come through grafana-operator by reference, and then no sidecar takes them as well", () => {
    const made = objects({ ...watched, grafana: { ...grafana, through: "operator" } }) ?? [];
    expect(made.map(({ kind }) => kind)).toEqual(boards(watched).flatMap(() => ["ConfigMap", "GrafanaDashboard"]));
    expect(made.filter(({ metadata }) => metadata.labels?.grafana_dashboard !== undefined)).toEqual([]);
    expect(made[1]).toMatchObject({
      apiVersion: "grafana.integreatly.org/v1beta1",
      metadata: { name: "shop.dashboard.overview" },
      spec: { configMapRef: { name: "shop.dashboard.overview", key: "shop-overview.json" } },
    });
    expect(JSON.stringify(made[1])).not.toContain("panels");
  });

  it("are none for a system on hosts only, which has the files, and none without a Grafana", () => {
    const hosts: System = { ...watched, runs: ["host"] };
    expect(objects(hosts)).toBeUndefined();
    expect(boards(hosts).length).toBeGreaterThan(5);
    expect(objects(everyKind)).toBeUndefined();
    expect(boards(everyKind)).toEqual([]);
  });

  it("have names that Kubernetes takes, each once", () => {
    const names = (objects(watched) ?? []).map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.length > 253 || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name))).toEqual([]);
  });
});
