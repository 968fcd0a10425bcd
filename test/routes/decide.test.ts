import { describe, expect, it } from "vitest";
import type { AlertmanagerConfiguration, Route } from "../../lib/routes/configuration.ts";
import { deliveriesAt, mutedUntil, receiversAt } from "../../lib/routes/decide.ts";
import { inhibitedBy, inhibitionsOf } from "../../lib/routes/inhibition.ts";
import { groupKey, nodesFor, routingTree } from "../../lib/routes/tree.ts";

const configured = (
  routes: readonly Route[],
  rest: Partial<AlertmanagerConfiguration> = {},
): AlertmanagerConfiguration => ({
  route: { receiver: "rest", group_by: ["service"], group_wait: "10s", routes },
  inhibit_rules: [],
  receivers: [],
  time_intervals: [],
  ...rest,
});

const told = (routes: readonly Route[], labels: Readonly<Record<string, string>>): readonly string[] =>
  nodesFor(routingTree(configured(routes)), labels).map(({ receiver }) => receiver);

// As https://prometheus.io/docs/alerting/latest/configuration/#route has it, and `amtool config routes test` answers.
describe("the way through a tree", () => {
  const a: Route = { receiver: "a", matchers: ['x="1"'] };
  const b: Route = { receiver: "b", matchers: ['x=~"1|2"'] };

  it("ends at the first route that matches, and goes on where that continues", () => {
    expect(told([a, b], { x: "1" })).toEqual(["a"]);
    expect(told([{ ...a, continue: true }, b], { x: "1" })).toEqual(["a", "b"]);
    expect(told([a, b], { x: "2" })).toEqual(["b"]);
  });

  it("ends at the parent where no child matches, the root included", () => {
    expect(told([a, b], { x: "3" })).toEqual(["rest"]);
    const parent: Route = { receiver: "parent", matchers: ['y="1"'], routes: [a] };
    expect(told([parent], { y: "1", x: "2" })).toEqual(["parent"]);
    expect(told([parent], { y: "1", x: "1" })).toEqual(["a"]);
    expect(told([parent], { y: "2", x: "1" })).toEqual(["rest"]);
  });

  it("inherits receiver, grouping and waits, but no hours", () => {
    const routes: readonly Route[] = [
      {
        receiver: "parent",
        matchers: ['y="1"'],
        group_interval: "2m",
        mute_time_intervals: ["night"],
        routes: [{ receiver: "", matchers: ['x="1"'], group_by: ["..."] }],
      },
    ];
    const [node] = nodesFor(routingTree(configured(routes)), { y: "1", x: "1" });
    expect(node).toMatchObject({ receiver: "parent", groupWait: 10_000, groupInterval: 120_000, groupBy: "all" });
    expect([node?.repeatInterval, node?.mutedIn]).toEqual([4 * 3_600_000, []]);
  });

  it("makes one notification of alerts that share the labels of `group_by`, a missing one included", () => {
    const [node] = nodesFor(routingTree(configured([])), {});
    if (node === undefined) throw new Error("the root takes all");
    const key = (labels: Readonly<Record<string, string>>): string => groupKey(node, labels);
    expect(key({ service: "api", alertname: "A" })).toBe(key({ service: "api", alertname: "B" }));
    expect(key({ service: "api" })).not.toBe(key({ service: "db" }));
    expect(key({ alertname: "A" })).toBe(key({ service: "" }));
  });
});

describe("muted routes", () => {
  const intervals = [
    { name: "morning", time_intervals: [{ times: [{ start_time: "08:00", end_time: "12:00" }] }] },
    { name: "evening", time_intervals: [{ times: [{ start_time: "18:00", end_time: "20:00" }] }] },
    { name: "august", time_intervals: [{ months: ["8"] }] },
    { name: "always", time_intervals: [{}] },
  ];
  const tree = (route: Partial<Route>) =>
    routingTree(
      configured(
        [
          { receiver: "a", matchers: ['x="1"'], ...route },
          { receiver: "b", matchers: ['x="1"'] },
        ],
        {
          time_intervals: intervals,
        },
      ),
    );
  const at = (route: Partial<Route>, time: string): readonly string[] =>
    receiversAt(tree(route), { x: "1" }, Date.parse(`2026-06-01T${time}Z`));

  it("still end the way: the next route does not take over", () => {
    expect(at({ mute_time_intervals: ["morning"] }, "09:00")).toEqual([]);
    expect(at({ mute_time_intervals: ["morning"], continue: true }, "09:00")).toEqual(["b"]);
    expect(at({ mute_time_intervals: ["morning"] }, "12:00")).toEqual(["a"]);
  });

  it("are active in any of their active intervals, and muted in any of their mute intervals", () => {
    const active = { active_time_intervals: ["morning", "evening"] };
    expect(["07:59", "08:00", "12:00", "18:30"].map((time) => at(active, time))).toEqual([[], ["a"], [], ["a"]]);
    const muted = { mute_time_intervals: ["morning", "evening"] };
    expect(["07:59", "08:00", "12:00", "18:30"].map((time) => at(muted, time))).toEqual([["a"], [], ["a"], []]);
    expect(at({ ...active, mute_time_intervals: ["morning"] }, "09:00")).toEqual([]);
  });

  it("say until when: to the minute in the next days, and after months; nothing where it never ends", () => {
    const until = (route: Partial<Route>, time: string): string | undefined => {
      const asked = tree(route);
      const [delivery] = deliveriesAt(asked, { x: "1" }, Date.parse(time));
      const end = delivery === undefined ? undefined : mutedUntil(asked, delivery.node, Date.parse(time));
      return end === undefined ? undefined : new Date(end).toISOString();
    };
    expect(until({ mute_time_intervals: ["morning"] }, "2026-06-01T09:17:30Z")).toBe("2026-06-01T12:00:00.000Z");
    expect(until({ active_time_intervals: ["august"] }, "2026-09-01T00:00:00Z")).toBe("2027-08-01T00:00:00.000Z");
    expect(until({ mute_time_intervals: ["always"] }, "2026-06-01T09:00:00Z")).toBeUndefined();
  });
});

describe("inhibition", () => {
  const by = (
    source: string,
    target: string,
    labels: Readonly<Record<string, string>>,
    ...firing: readonly Readonly<Record<string, string>>[]
  ) =>
    inhibitedBy(
      inhibitionsOf(
        configured([], {
          inhibit_rules: [{ source_matchers: [source], target_matchers: [target], equal: ["service"] }],
        }),
      ),
      labels,
      firing,
    )?.by;

  it("needs a cause that fires and has the same labels", () => {
    const effect = { alertname: "B", service: "api" };
    expect(by('alertname="A"', 'alertname="B"', effect)).toBeUndefined();
    expect(by('alertname="A"', 'alertname="B"', effect, { alertname: "A", service: "db" })).toBeUndefined();
    expect(by('alertname="A"', 'alertname="B"', effect, { alertname: "A", service: "api" })).toBeDefined();
  });

  it("takes labels that both lack for equal", () => {
    expect(by('alertname="A"', 'alertname="B"', { alertname: "B" }, { alertname: "A" })).toEqual({ alertname: "A" });
  });

  it("leaves alerts alone that match both sides, of each other and of themselves, but not of a plain cause", () => {
    const one = { alertname: "A", severity: "page" };
    const other = { alertname: "B", severity: "page" };
    expect(by('severity="page"', 'alertname=~"A|B"', one, one)).toBeUndefined();
    expect(by('severity="page"', 'alertname=~"A|B"', one, other)).toBeUndefined();
    const plain = { alertname: "C", severity: "page" };
    expect(by('severity="page"', 'alertname=~"A|B"', one, other, plain)).toEqual(plain);
  });
});
