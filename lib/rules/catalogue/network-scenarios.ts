import { tidy } from "../../core/decimal.ts";
import { quantityInWords } from "../../model/conventions.ts";
import type { LabelSelection } from "../../model/metric.ts";
import { type SyntheticSeries, series } from "../../model/scenario.ts";
import type { Phase, Stage } from "../../model/stage.ts";
import { selects } from "./sample.ts";
import { type Draft, type From, STEP, timeline, up, words } from "./scenarios.ts";
import type { Scope } from "./selection.ts";
import { exact, growing, stageOf } from "./stages.ts";

interface Traffic {
  readonly scope: Scope;
  /** Bytes per second, or the share of packets with errors. */
  readonly limit: number;
  /** Units: seconds. */
  readonly over: number;
  readonly pending: number;
}

/** Steps of traffic that the counters stood at before: none is near its birth, where `rate` extrapolates less. */
const BEFORE = 10_000;

const MARGIN = 0.01;

/** By how much more than the threshold a device carries on the stage. */
const A_LITTLE = 1e-6;

/** Packets per second of a device on the stage; errors are among them. */
const PACKETS = 1_000_000;

/** A device of a node, with so much of something received and transmitted per second in its phases. */
function carrying(
  scope: Scope,
  what: string,
  perSecond: { readonly on: number; readonly off: number },
  until: number,
  phases: readonly Phase[],
): readonly SyntheticSeries[] {
  return [
    { way: "receive", share: 0.75 },
    { way: "transmit", share: 0.25 },
  ].map(({ way, share }) =>
    series(
      `node_network_${way}_${what}_total`,
      { device: "eth0", ...scope.labels(), instance: "node-1:9100" },
      ...timeline(until, ...growing(phases, perSecond.on * share, perSecond.off * share, BEFORE * PACKETS)),
    ),
  );
}

/** Stage of networkUsage: a device goes from no traffic to a millionth more than the limit. */
export function usageStage(scope: Scope, limit: number, over: number): Stage {
  const device = (on: number) => (until: number, phases: readonly Phase[]) =>
    carrying(scope, "bytes", { on, off: 0 }, until, phases);
  return {
    ...stageOf(
      `a millionth more than ${quantityInWords({ unit: "bytes", value: limit })} per second is carried`,
      device(limit * (1 + A_LITTLE)),
      ...["receive", "transmit"].map((way) => `node_network_${way}_bytes_total`),
    ),
    at: (until) => device(limit)(until, [[0, "on"]]),
    onset: up(over) + 300,
  };
}

/** Stage of networkErrors: one packet in a million more is damaged than may be, after none was. */
export function errorStage(scope: Scope, above: number, over: number): Stage {
  const device = (errors: number) => (until: number, phases: readonly Phase[]) => [
    ...carrying(scope, "errs", { on: errors, off: 0 }, until, phases),
    ...carrying(scope, "packets", { on: PACKETS - errors, off: PACKETS }, until, phases),
  ];
  return {
    ...stageOf(
      `a packet in a million more than ${quantityInWords({ unit: "ratio", value: above })} is damaged`,
      device(Math.min(PACKETS * above + 1, PACKETS)),
      ...["receive", "transmit"].flatMap((way) => [
        `node_network_${way}_errs_total`,
        `node_network_${way}_packets_total`,
      ]),
    ),
    at: (until) => device(PACKETS * above)(until, [[0, "on"]]),
    onset: up(over) + 300,
  };
}

/** A counter with a rate from `start` to `end` and none around; `lost` ends the series there. */
function counter(
  scope: Scope,
  name: string,
  perSecond: number,
  times: { readonly start: number; readonly end: number; readonly until: number; readonly lost?: boolean },
  own: Readonly<Record<string, string>> = {},
): SyntheticSeries {
  const { start, end, until, lost = false } = times;
  const increase = tidy(perSecond * STEP);
  const before = exact(BEFORE * Math.max(increase, 1));
  const during = [start, { from: exact(before + increase), increase }] as const;
  const total = exact(before + (increase * (end - start)) / STEP);
  const after: readonly From[] = end > until ? [] : [[end, lost ? "stale" : total]];
  return series(
    name,
    { device: "eth0", ...scope.labels(), instance: "node-1:9100", ...own },
    ...timeline(until, [0, before], during, ...after),
  );
}

interface Case {
  readonly high: string;
  readonly low: string;
  readonly until: number;
  readonly start: number;
  readonly end: number;
  /** Series of a device with the load just above or just below. */
  readonly device: (level: "high" | "low", end: number, lost?: boolean) => readonly SyntheticSeries[];
}

function obligations(given: Traffic, made: Case): readonly Draft[] {
  const { pending, over } = given;
  const { until, end, device } = made;
  return [
    {
      name: `fires ${words(pending)} after the mean of ${words(over)} is ${made.high}`,
      obligation: "fires-just-above",
      series: device("high", until + STEP),
      until,
    },
    {
      name: `silent at ${made.low}`,
      obligation: "silent-just-below",
      series: device("low", until + STEP),
      until,
    },
    {
      name: "resolves when that is over",
      obligation: "resolves",
      series: device("high", end),
      until,
    },
    {
      name: `silent at most ${words(over)} after the node exporter is lost, whose own alert tells`,
      obligation: "target-lost",
      series: device("high", end, true),
      until,
    },
  ];
}

function timesOf({ over, pending }: Traffic) {
  const start = up(over) + 300;
  const end = start + up(over) + up(pending) + 300;
  return { start, end, until: end + up(over) + 600 };
}

/** Scenarios of networkUsage. */
export function usageDrafts(given: Traffic & { readonly device: LabelSelection }): readonly Draft[] {
  const { scope, limit } = given;
  const { start, end, until } = timesOf(given);
  const rates = { high: tidy(limit * (1 + MARGIN)), low: tidy(limit * (1 - MARGIN)) };
  const device = (level: "high" | "low", stop: number, lost = false) =>
    (
      [
        ["receive", 0.9],
        ["transmit", 0.1],
      ] as const
    ).map(([way, share]) =>
      counter(scope, `node_network_${way}_bytes_total`, tidy(rates[level] * share), { start, end: stop, until, lost }),
    );
  const says = (value: number) => `${quantityInWords({ unit: "bytes", value: Math.round(value) })} per second`;
  return [
    ...obligations(given, {
      high: says(rates.high),
      low: says(rates.low),
      start,
      end,
      until,
      device,
    }),
    {
      name: "silent for a node without traffic",
      obligation: "no-traffic",
      series: ["receive", "transmit"].map((way) =>
        counter(scope, `node_network_${way}_bytes_total`, 0, { start, end: until + STEP, until }),
      ),
      until,
    },
    ...["lo", "veth1a2b3c"]
      .filter((name) => !selects(given.device, name))
      .map(
        (name): Draft => ({
          name: `silent for the same load on ${name}`,
          obligation: "silent-just-below",
          defect: "FREE-D11",
          series: device("high", until + STEP).map((own) => ({ ...own, labels: { ...own.labels, device: name } })),
          until,
        }),
      ),
  ];
}

/** An hour's packets of a node, one of which is damaged. */
function sparse(scope: Scope, perHour: number): readonly SyntheticSeries[] {
  const labels = { device: "eth0", ...scope.labels(), instance: `node-${perHour}:9100` };
  const of = (way: string, what: string, ...values: readonly From[]) =>
    series(`node_network_${way}_${what}_total`, labels, ...timeline(3_600, ...values));
  return [
    of("receive", "errs", [0, 0], [1_800, 1]),
    of("transmit", "errs", [0, 0]),
    of("receive", "packets", [0, { from: 0, increase: (perHour - 1) / 60 }]),
    of("transmit", "packets", [0, 0]),
  ];
}

/** Scenarios of networkErrors. */
export function errorDrafts(given: Traffic): readonly Draft[] {
  const { scope, limit } = given;
  const { start, end, until } = timesOf(given);
  const shares = { high: tidy(Math.min(limit * (1 + MARGIN), 1)), low: tidy(limit * (1 - MARGIN)) };
  const packets = 1_000;
  const device = (level: "high" | "low", stop: number, lost = false) => {
    const own = (what: string, perSecond: number) =>
      ["receive", "transmit"].map((way) =>
        counter(scope, `node_network_${way}_${what}_total`, tidy(perSecond / 2), { start, end: stop, until, lost }),
      );
    return [...own("errs", packets * shares[level]), ...own("packets", packets * (1 - shares[level]))];
  };
  const says = (value: number) => `${quantityInWords({ unit: "ratio", value })} errors`;
  return [
    ...obligations(given, {
      high: says(shares.high),
      low: says(shares.low),
      start,
      end,
      until,
      device,
    }),
    {
      name: "one damaged packet among 1, 10 and 1,000 packets an hour",
      obligation: "one-failure",
      series: [1, 10, 1_000].flatMap((perHour) => sparse(scope, perHour)),
      until: 3_600,
    },
    {
      name: "silent for a node without traffic, whose share is no number",
      obligation: "no-traffic",
      series: ["receive", "transmit"].flatMap((way) =>
        ["errs", "packets"].map((what) =>
          counter(scope, `node_network_${way}_${what}_total`, 0, { start, end: until + STEP, until }),
        ),
      ),
      until,
    },
  ];
}
