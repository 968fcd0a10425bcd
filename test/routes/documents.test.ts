import { load } from "js-yaml";
import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import type { System } from "../../lib/index.ts";
import { deriveRouting } from "../../lib/routes/derive-routing.ts";
import { everyKind } from "../support/shop.ts";
import { toldShop } from "./told-shop.ts";

const contentOf = (system: System, path: string): string | undefined =>
  compile(system).bundle.documents.find((one) => one.path === path)?.content;

describe("documents of routes", () => {
  it("are Alertmanager's file and the dead man's switch with its test; of a system that tells nobody there are none", () => {
    const paths = (system: System): readonly string[] =>
      compile(system).bundle.documents.flatMap(({ path }) => (path.startsWith("rules/") ? [path] : []));
    expect(paths(toldShop())).toEqual([
      "rules/shop/alertmanager.yml",
      "rules/shop/shop.watchdog.rules.yml",
      "rules/shop/shop.watchdog.test.yml",
    ]);
    expect(paths(everyKind)).toEqual([]);
  });

  it("are the same at each reading, and what was derived", () => {
    const { documents } = compile(toldShop()).bundle;
    const file = documents.find(({ path }) => path === "rules/shop/alertmanager.yml");
    expect(file?.content).toBe(file?.content);
    expect(load(file?.content ?? "")).toEqual(JSON.parse(JSON.stringify(deriveRouting(toldShop())?.configuration)));
  });

  it("have an alert that always fires, of no severity, with the labels that its route and the operator ask for", () => {
    expect(load(contentOf(toldShop(), "rules/shop/shop.watchdog.rules.yml") ?? "")).toMatchObject({
      groups: [
        {
          name: "shop.shop.watchdog",
          rules: [
            { alert: "Watchdog", expr: "vector(1)", labels: { system: "shop", severity: "none", namespace: "shop" } },
          ],
        },
      ],
    });
  });

  it("carry no word of a secret but where it lies", () => {
    const text = contentOf(toldShop(), "rules/shop/alertmanager.yml") ?? "";
    const secrets = text.split("\n").filter((line) => line.includes("/secrets/"));
    expect(secrets.length).toBeGreaterThan(6);
    expect(
      secrets.every((line) => /^\s+(?:- )?\w+_file: \/etc\/alertmanager\/secrets\/[\w-]+\/[\w-]+$/.test(line)),
    ).toBe(true);
  });
});
