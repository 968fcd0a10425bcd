import { describe, expect, it } from "vitest";
import { checkSystem } from "../../lib/compile/check.ts";
import type { Issue } from "../../lib/core/issue.ts";
import { above, minutes, type Procedure, percent, procedure, promql, type System, shell } from "../../lib/index.ts";
import type { Command } from "../../lib/model/procedure.ts";
import { RUNBOOK_CODES } from "../../lib/runbooks/codes.ts";
import { errors, shop } from "../support/shop.ts";

const tier = above(percent(3), { over: minutes(5), for: minutes(2), severity: "page", alert: "ShopErrors" });
const sound = shop([{ ...errors, tiers: [tier] }]);

/** What the pages of a system are refused or warned for. */
function told(changes: Partial<System>): readonly Issue[] {
  const codes: readonly string[] = RUNBOOK_CODES;
  return checkSystem({ ...sound, ...changes }).filter(({ code }) => codes.includes(code));
}

function codesOf(changes: Partial<System>): readonly string[] {
  return told(changes).map(({ code, path, level = "error" }) => `${level} ${code} ${path}`);
}

function running(command: Command): Partial<System> {
  return { procedures: [procedure("Do it", { first: [{ do: "run", command }] })] };
}

const steps = (spec: Partial<Procedure>): Partial<System> => ({
  procedures: [procedure("Do it", { first: ["Look."], ...spec })],
});

describe("checks of runbook pages", () => {
  it("say nothing of a model whose pages are in order", () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf(steps({ alerts: ["ShopErrors"], investigate: [promql("see", "up == 0")] }))).toEqual([]);
  });

  it("refuse a procedure for an alert that does not exist, and name the nearest", () => {
    const [issue] = told(steps({ alerts: ["ShopError"] }));
    expect(issue).toMatchObject({
      code: "page-alert-unknown",
      path: "procedures.Do it.alerts",
      found: "ShopError",
      mend: "did you mean ShopErrors?",
    });
  });

  it("refuse settings, relations and decision trees that name an alert or a severity that is not there", () => {
    const branch = (alert: string, severity: string) => ({
      // biome-ignore lint/suspicious/noThenProperty: a word of the model.
      escalation: { levels: [], trees: [{ name: "tree", branches: [{ when: { alert, severity }, then: "call" }] }] },
    });
    expect(codesOf({ settings: [{ name: "POOL", in: "file", alerts: ["Nothing"] }] })).toEqual([
      "error page-alert-unknown settings.POOL.alerts",
    ]);
    expect(codesOf({ alerting: { related: [{ alerts: ["ShopErrors", "Nothing"], why: "both" }] } })).toEqual([
      "error page-alert-unknown alerting.related.0.alerts",
    ]);
    expect(codesOf(branch("Nothing", "page"))).toEqual([
      "error page-alert-unknown escalation.trees.tree.branches.0.when",
    ]);
    expect(codesOf(branch("ShopErrors", "ticket"))).toEqual([
      "error page-severity-unknown escalation.trees.tree.branches.0.when",
    ]);
    expect(codesOf(branch("ShopErrors", "page"))).toEqual([]);
  });

  it("refuse two alerts with one page, and an alert with the page of the index", () => {
    const named = (...names: readonly string[]) =>
      codesOf(
        shop([{ ...errors, tiers: names.map((alert, index) => ({ ...tier, threshold: percent(3 + index), alert })) }]),
      );
    expect(named("ShopErrors", "Shop_Errors")).toEqual(["error page-duplicate services.api.objectives.errors"]);
    expect(named("Readme")).toEqual(["error page-duplicate services.api.objectives.errors"]);
    expect(named("ShopErrors", "ShopFailures")).toEqual([]);
  });

  it("refuse two severities with one anchor, and one with the anchor of a heading", () => {
    const graded = (name: string) =>
      codesOf({ severities: { ...sound.severities, [name]: { priority: "P5", rank: 5 } } });
    expect(graded("PAGE")).toEqual(["error anchor-duplicate severities.PAGE"]);
    expect(graded("escalation")).toEqual(["error anchor-duplicate severities.escalation"]);
    expect(graded("minor")).toEqual([]);
  });

  it("refuse a page that would say nothing, and a command that does nothing", () => {
    expect(codesOf({ procedures: [procedure("Do it", { about: "something" })] })).toEqual([
      "error procedure-empty procedures.Do it",
    ]);
    expect(codesOf(running({ kind: "shell", text: " \n" }))).toEqual([
      "error command-empty procedures.Do it.first.0.command",
    ]);
  });

  const languages: readonly (readonly [Command["kind"], code: string, wrong: string, right: string])[] = [
    ["promql", "procedure-query-invalid", "sum(rate(x[5m])", "sum(rate(x[5m]))"],
    ["logql", "procedure-logql-invalid", '{app="shop"} |= "a" |~', '{app="shop"} |= "a" |~ "b|c"'],
    ["yaml", "procedure-yaml-invalid", "a: [1", "a: [1]"],
  ];
  it.each(languages)("refuse %s that does not parse", (kind, code, wrong, right) => {
    expect(codesOf(running({ kind, text: wrong }))).toEqual([`error ${code} procedures.Do it.first.0.command`]);
    expect(codesOf(running({ kind, text: right }))).toEqual([]);
  });

  const destroying: readonly (readonly [Command["kind"], text: string])[] = [
    ["shell", "kubectl -n shop delete pod shop-0"],
    ["shell", "kubectl drain node-1 \\\n  --ignore-daemonsets"],
    ["shell", "kubectl rollout undo deployment/shop"],
    ["shell", "kubectl rollout restart statefulset/db"],
    ["shell", "kubectl scale deployment/shop --replicas=0"],
    ["shell", 'psql -c "TRUNCATE TABLE carts"'],
    ["shell", "redis-cli FLUSHALL"],
    ["shell", "dropdb shop"],
    ["shell", "rm -rf /var/lib/shop"],
    ["shell", "pm2 restart shop"],
    ["sql", "DELETE FROM carts WHERE updated < now() - interval '30 days';"],
    ["sql", "VACUUM (FULL) carts;"],
    ["sql", "SELECT pg_terminate_backend(1);"],
  ];
  it.each(destroying)("warn of %s that destroys and does not say so: %s", (kind, text) => {
    const at = "procedures.Do it.first.0.command";
    expect(codesOf(running({ kind, text }))).toEqual([`warning command-unmarked ${at}`]);
    expect(codesOf(running({ kind, text, destructive: "it is gone" }))).toEqual([]);
  });

  const harmless: readonly (readonly [Command["kind"], text: string])[] = [
    ["shell", "kubectl get pods"],
    ["shell", "kubectl delete pod shop-0 --dry-run=server"],
    ["shell", "# kubectl delete pod shop-0"],
    ["shell", "kubectl rollout restart deployment/shop"],
    ["shell", "kubectl scale deployment/shop --replicas=10"],
    ["shell", "createdb test\npg_restore -d test latest.backup\ndropdb test"],
    ["sql", "SELECT * FROM pg_stat_activity; -- DROP TABLE carts"],
    ["sql", "REINDEX INDEX CONCURRENTLY carts_pkey;"],
  ];
  it.each(harmless)("do not warn of %s that only looks: %s", (kind, text) => {
    expect(codesOf(running({ kind, text }))).toEqual([]);
  });

  it("warn of a pod that Pod Security restricted refuses, and not of one that it takes", () => {
    const context =
      '{"spec":{"securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"a","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}}';
    const at = "procedures.Do it.first.0.command";
    const run = "kubectl run a --rm -it --image=curlimages/curl --restart=Never";
    expect(codesOf(running({ kind: "shell", text: `${run} -- curl http://shop` }))).toEqual([
      `warning command-unrestricted ${at}`,
    ]);
    expect(codesOf(running({ kind: "shell", text: "kubectl debug -it shop-0 --image=busybox" }))).toEqual([
      `warning command-unrestricted ${at}`,
    ]);
    expect(
      codesOf(running({ kind: "shell", text: "kubectl debug -it shop-0 --image=busybox --profile=restricted" })),
    ).toEqual([]);
    expect(
      codesOf(running({ kind: "shell", text: `${run} \\\n  --overrides='${context}' -- curl http://shop` })),
    ).toEqual([]);
    expect(
      codesOf(running({ kind: "shell", text: `${run} \\\n  --overrides='${context.replace("runAsNonRoot", "x")}'` })),
    ).toEqual([`warning command-unrestricted ${at}`]);
  });

  it("are each given by a case above", () => {
    const given = [
      ...["page-duplicate", "anchor-duplicate", "page-alert-unknown", "page-severity-unknown", "procedure-empty"],
      ...["procedure-query-invalid", "procedure-logql-invalid", "procedure-yaml-invalid", "command-empty"],
      ...["command-unmarked", "command-unrestricted"],
    ];
    expect([...RUNBOOK_CODES]).toEqual(given);
  });

  it("take a step of every constructor", () => {
    expect(codesOf(steps({ verify: [shell("look", "true")] }))).toEqual([]);
  });
});
