import { load } from "js-yaml";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { parse } from "../../lib/promql/parse.ts";
import { checkLogql } from "../../lib/runbooks/logql/check-logql.ts";
import { systems } from "../../stacks/index.ts";
import { everyPage, type RenderedPage, rendered, target } from "./rendered.ts";

const { compilations, pages } = everyPage();
const alerts = compilations.flatMap(({ bundle }) =>
  bundle.ruleFiles.flatMap(({ groups }) =>
    groups.flatMap(({ rules }) => rules.flatMap((rule) => ("alert" in rule ? [{ system: bundle.system, rule }] : []))),
  ),
);
const TEMPLATES = ["README", "severities", "tunables", "incident", "post-mortem", "status-page"];

/** The page and the anchor that an alert's notification links to. */
function linked({ system, rule }: (typeof alerts)[number]): {
  readonly page: RenderedPage | undefined;
  readonly anchor: string;
} {
  const base = systems.find(({ name }) => name === system)?.runbooks ?? "";
  const [path = "", anchor = ""] = (rule.annotations.runbook_url ?? "").slice(base.length + 1).split("#");
  return { page: pages.get(`stacks/${system}/${path}`), anchor };
}

function blocksOf(language: string): readonly (readonly [path: string, text: string])[] {
  return [...pages.values()].flatMap(({ path, blocks }) =>
    blocks.filter((block) => block.language === language).map(({ text }) => [path, text] as const),
  );
}

describe("the runbook pages of the five systems", () => {
  it("are where the runbook_url of each alert leads, with its severity as an anchor", () => {
    expect(alerts.length).toBeGreaterThan(100);
    const lost = alerts.filter((alert) => {
      const { page, anchor } = linked(alert);
      return page === undefined || anchor === "" || !page.anchors.has(anchor);
    });
    expect(lost.map(({ rule }) => rule.annotations.runbook_url)).toEqual([]);
  });

  it("are each about an alert that a rule has, a procedure, or one of six subjects", () => {
    const named = new Set(alerts.map((alert) => linked(alert).page?.path));
    const orphans = [...pages.keys()].filter((path) => {
      const file = path.split("/runbooks/")[1]?.replace(/\.md$/, "") ?? "";
      return !named.has(path) && !file.startsWith("procedures/") && !TEMPLATES.includes(file);
    });
    expect(orphans).toEqual([]);
    const titles = [...pages.values()].filter(({ path }) => named.has(path)).map(({ headings }) => headings[0]?.text);
    expect(titles.filter((title) => !alerts.some(({ rule }) => rule.alert === title))).toEqual([]);
  });

  it("have no link to a page or an anchor that is not there", () => {
    const dead = [...pages.values()].flatMap((page) =>
      page.links
        .filter((link) => {
          const to = target(page, link);
          if (to === undefined) return false;
          const there = pages.get(to.path);
          return there === undefined || (to.anchor !== undefined && !there.anchors.has(to.anchor));
        })
        .map((link) => `${page.path}: ${link}`),
    );
    expect(dead).toEqual([]);
  });

  it("can each be reached from the index of their system", () => {
    for (const { name } of systems) {
      const index = `stacks/${name}/runbooks/README.md`;
      const reached = new Set([index]);
      for (const path of reached) {
        const page = pages.get(path);
        for (const link of page?.links ?? []) {
          const to = page === undefined ? undefined : target(page, link);
          if (to !== undefined) reached.add(to.path);
        }
      }
      const all = [...pages.keys()].filter((path) => path.startsWith(`stacks/${name}/`));
      expect(all.filter((path) => !reached.has(path))).toEqual([]);
    }
  });

  it("lead from each alert's anchor to its query, its remedies, its dashboard and the page that says who is next", () => {
    for (const alert of alerts) {
      const { page, anchor } = linked(alert);
      const section = rendered("", sectionOf(page?.text ?? "", anchor));
      const { grafana } = systems.find(({ name }) => name === alert.system) ?? {};
      const told = `${alert.system} ${alert.rule.alert} ${anchor}`;
      expect(
        section.blocks.map(({ text }) => text.trim()),
        told,
      ).toContain(alert.rule.expr);
      expect(section.links, told).toContain("#escalation");
      expect(
        section.links.some((link) => link === "#remedies" || link === "#first-five-minutes"),
        told,
      ).toBe(true);
      expect(page?.links, told).toContain("severities.md");
      if (grafana === undefined) continue;
      expect(section.links.filter((link) => link.startsWith(`${grafana.url}/d/`)).length, told).toBeGreaterThan(0);
      const queries = section.links.filter((link) => link.startsWith(`${grafana.url}/explore?`)).map(exploredQuery);
      expect(queries, told).toContain(alert.rule.expr.replace(/\s*\n\s*/g, " "));
    }
  });

  it("have no heading with nothing under it, and no text that a template or `undefined` has left", () => {
    const empty = [...pages.values()].flatMap(({ path, headings }) =>
      headings.filter((heading) => heading.empty).map(({ text }) => `${path}: ${text}`),
    );
    expect(empty).toEqual([]);
    const left = [...pages.values()].filter(({ text }) =>
      /\bundefined\b|\[object|\bNaN\b|\{\{ \$/.test(withoutBlocks(text)),
    );
    expect(left.map(({ path }) => path)).toEqual([]);
  });

  it("have queries that Prometheus and Loki take", () => {
    const queries = blocksOf("promql");
    expect(queries.length).toBeGreaterThan(300);
    expect(queries.filter(([, text]) => refused(() => parse(text)))).toEqual([]);
    expect(blocksOf("logql").filter(([, text]) => refused(() => checkLogql(text)))).toEqual([]);
  });

  it("have YAML and JavaScript that parse", () => {
    expect(blocksOf("yaml").filter(([, text]) => refused(() => load(text)))).toEqual([]);
    expect(blocksOf("javascript").filter(([, text]) => faultsOfJavaScript(text).length > 0)).toEqual([]);
  });

  it("are the same each time that they are read", () => {
    for (const { bundle } of compilations) {
      for (const { path, content } of bundle.documents) {
        const page = pages.get(path);
        if (page !== undefined) expect(content === page.text, path).toBe(true);
      }
    }
  });
});

function refused(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/** What TypeScript's parser says of JavaScript, modules too. */
function faultsOfJavaScript(text: string): readonly unknown[] {
  const options = {
    reportDiagnostics: true,
    fileName: "block.js",
    compilerOptions: { allowJs: true, target: ts.ScriptTarget.ES2023 },
  };
  return ts.transpileModule(text, options).diagnostics ?? [];
}

/** What stands under the heading of second level with this anchor. */
function sectionOf(text: string, anchor: string): string {
  const sections = text.split(/^(?=## )/m);
  return sections.find((section) => rendered("", section).anchors.has(anchor)) ?? "";
}

function exploredQuery(link: string): string | undefined {
  const panes: unknown = JSON.parse(new URL(link).searchParams.get("panes") ?? "{}");
  return JSON.stringify(panes).length > 0 ? findExpr(panes) : undefined;
}

function findExpr(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (key === "expr" && typeof inner === "string") return inner;
    const found = findExpr(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withoutBlocks(text: string): string {
  return text.replace(/^ *(`{3,})[\s\S]*?^ *\1$/gm, "");
}
