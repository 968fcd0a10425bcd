import { histogram, type Rows } from "./rows.ts";

/** Queries over one set of series, asked as instant query at minute 5 and as range query from minute 1 to 5. */
export interface OracleCase {
  readonly name: string;
  readonly rows: Rows;
  readonly queries: readonly string[];
}

const native = histogram({
  ...{ schema: 1, zeroThreshold: 0.001, zeroCount: 2, count: 19, sum: 40 },
  ...{ positiveSpans: [{ offset: -1, length: 3 }], positiveBuckets: [3, 5, 1] },
  ...{ negativeSpans: [{ offset: 0, length: 2 }], negativeBuckets: [4, 4] },
});
const custom = histogram({
  ...{ schema: -53, count: 10, sum: 30, positiveSpans: [{ offset: 0, length: 3 }] },
  ...{ positiveBuckets: [2, 5, 3], customValues: [1, 5] },
});
const withNaN = histogram({
  ...{ schema: 0, count: 12, sum: Number.NaN, positiveSpans: [{ offset: 0, length: 2 }], positiveBuckets: [4, 4] },
});

const FLOATS: Rows = {
  'm{job="a", __type__="gauge"}': [1, -2.5, Number.NaN, 1e300, -0.3, 0.5],
  'm{job="b"}': [Number.POSITIVE_INFINITY, 0, -0, Number.NEGATIVE_INFINITY, undefined, 2],
  'm{job="c"}': [3, 3, "stale", undefined, undefined, undefined],
  'm{job="d"}': [native, 7, native, 8, undefined, native],
  other: [1, 2, 3, 4, 5, 6],
  'one{job="a"}': [10, undefined, "stale", 20, undefined, 30],
  'two{job="a"}': ["stale", undefined, 5, "stale", undefined, "stale"],
};

const elementwise =
  "abs ceil floor exp sqrt ln log2 log10 sgn sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh rad deg";

/** Seconds that calendars stumble over: leap days, centuries, before 1970, far beyond what `Date` holds, fractions. */
const DAYS: Rows = Object.fromEntries(
  [0, -1, -1.9, 951_782_400, 951_868_800, 4_107_542_400, -2_203_891_200, 1_709_210_096, 1_735_689_599, -62_135_596_801]
    .concat([1e13, -1e14, 2 ** 60, 1e19, Number.NaN, Number.NEGATIVE_INFINITY, 1_700_000_000.999])
    .map((seconds, index) => [`d{i="${index}"}`, [seconds, seconds, seconds, seconds, seconds, seconds]]),
);

const BUCKETS: Rows = {
  'b_bucket{le="0.5"}': [1, 2, 3, 4, 5, 6],
  'b_bucket{le="1"}': [5, 1, 8, 4, 9, 6],
  'b_bucket{le="1.0"}': [0, 1, 0, undefined, 2, 1],
  'b_bucket{le="4"}': [9, 9, 9, 9, 9, 3],
  'b_bucket{le="+Inf"}': [10, 10, undefined, "stale", 12, 12],
  'b_bucket{le="x", host="bad"}': [1, 1, 1, 1, 1, 1],
  'b_bucket{host="none"}': [1, 1, 1, 1, 1, 1],
  'neg{le="-3"}': [4, 4, 4, 4, 4, 4],
  'neg{le="2"}': [6, 6, 6, 6, 6, 6],
  'neg{le="Inf"}': [8, 8, 8, 8, 8, 8],
  'noise{le="1"}': [1000.0000000001, 1000.0000000001, 1000, 1000, 0, 0],
  'noise{le="2"}': [1000, 1000, 1000.0000000001, 1000, 0, 0],
  'noise{le="+Inf"}': [1001, 1001, 1001, 1001, 0, 0],
  'lone{le="+Inf"}': [3, 3, 3, 3, 3, 3],
  'n{host="x"}': [native, native, undefined, native, custom, native],
  'n{host="y"}': [custom, 1, custom, undefined, custom, custom],
  'n{host="z"}': [withNaN, withNaN, withNaN, withNaN, withNaN, withNaN],
  'mix{host="x"}': [native, undefined, native, native, native, native],
  'mix{host="x", le="1"}': [1, 2, "stale", undefined, 3, 3],
  'mix{host="x", le="+Inf"}': [4, 4, "stale", undefined, 4, 4],
  'mix{host="x", le="1_0"}': [2, 3, "stale", undefined, 4, 4],
  q: [0.5, 1.5, -1, Number.NaN, 0.25, 0.9],
};

const LABELS: Rows = {
  'm{a="host-1.example", b="x"}': [1, 1, 1, 1, 1, 1],
  'm{a="host-2.example", b="y"}': [2, 2, "stale", 2, 2, 2],
  'm{a="host-10.example"}': [3, undefined, 3, 3, native, 3],
  'm{b="z", c="äö"}': [4, 4, 4, 4, 4, 4],
  'n{a="host-01.example", b="x"}': [5, 5, 5, 5, 5, 5],
};

const INFO: Rows = {
  'up{job="a", instance="1", own="u"}': [1, 1, 1, 1, 1, 1],
  'up{job="a", instance="2"}': [1, 1, 1, undefined, native, 1],
  'up{job="b", instance="1", data="mine"}': [1, 1, 1, 1, 1, 1],
  'up{job="c"}': [1, 1, "stale", undefined, 1, 1],
  'up{instance="4"}': [1, 1, 1, 1, 1, 1],
  'up{host="none"}': [1, 1, 1, 1, 1, 1],
  'target_info{job="a", instance="1", data="x", env="prod"}': [1, 1, 1, 1, 1, 1],
  'target_info{job="a", instance="2", data="old"}': [1, 1, 1, 1, undefined, undefined],
  'target_info{job="a", instance="2", data="new"}': [undefined, undefined, undefined, undefined, 1, 1],
  'target_info{job="b", instance="1", data="theirs", region="eu"}': [1, 1, "stale", undefined, 1, 1],
  'target_info{job="c", data="jobless"}': [1, 1, 1, 1, 1, 1],
  'target_info{instance="4", data="four"}': [undefined, undefined, undefined, 1, 1, 1],
  'build_info{job="a", instance="1", version="2", env="prod"}': [1, 1, 1, 1, 1, 1],
  'build_info{job="a", instance="2", version="3"}': [1, 1, 1, 1, 1, 1],
  'other_info{job="a", instance="1", env="test"}': [1, 1, 1, 1, 1, 1],
  'twin_info{job="a", instance="1", env="one"}': [1, 1, 1, 1, 1, 1],
  'twin_info{job="a", instance="1", env="two"}': [1, 1, 1, 1, 1, 1],
  'native_info{job="a", instance="1"}': [native, native, native, native, native, native],
};

const low = histogram({ count: 3, sum: 3, positiveSpans: [{ offset: 0, length: 2 }], positiveBuckets: [2, 1] });
const high = histogram({ count: 7, sum: 9, positiveSpans: [{ offset: 0, length: 2 }], positiveBuckets: [3, 4] });
const gauge = histogram({ ...high, counterResetHint: "gauge" });
const certain = histogram({ ...high, counterResetHint: "not-reset" });
const otherBounds = histogram({ ...custom, customValues: [1, 7], count: 20, positiveBuckets: [4, 10, 6] });

/** Counter resets that only show to who reads one sample after the other. */
const RESETS: Rows = {
  'h{i="falls"}': [low, high, low, high, high, low],
  'h{i="rises"}': [low, low, high, high, high, high],
  'h{i="gaps"}': [high, undefined, "stale", low, undefined, high],
  'h{i="floats"}': [high, 1, low, 2, high, low],
  'h{i="gauge"}': [gauge, gauge, low, gauge, gauge, low],
  'h{i="certain"}': [certain, certain, low, certain, low, certain],
  'c{i="bounds"}': [custom, otherBounds, custom, otherBounds, custom, otherBounds],
  'c{i="mixed"}': [custom, high, custom, high, otherBounds, low],
};

/** Everything that takes instant vectors, scalars and strings. */
export const CASES: readonly OracleCase[] = [
  {
    name: "functions of single floats",
    rows: FLOATS,
    queries: [
      ...elementwise.split(" ").flatMap((name) => [`${name}(m)`, `${name}(m * 0.1)`]),
      ...[
        "round(m)",
        "round(m, 0.2)",
        "round(m, 5)",
        "round(m, scalar(other))",
        "round(m, 0)",
        'round({__name__=~"m|other"})',
      ],
      ...["clamp(m, -1, 1)", "clamp(m, 2, 1)", "clamp(m, scalar(other), 3)", "clamp(m, NaN, 1)", "clamp(m, -1, NaN)"],
      ...["clamp_min(m, 0)", "clamp_min(m, Inf)", "clamp_max(m, 0)", "clamp_max(m, -Inf)", "clamp_min(m, NaN)"],
      ...['abs({__name__=~"one|two"})', 'abs({__name__=~"one|other"})', 'abs({__name__=~"one|m", job="a"})'],
    ],
  },
  {
    name: "scalars and times",
    rows: FLOATS,
    queries: [
      ...["time()", "pi()", "start()", "end()", "step()", "range()", "max_of(time(), 100)", "min_of(NaN, -Inf)"],
      ...[
        "scalar(m)",
        'scalar(m{job="d"})',
        "scalar(other)",
        'scalar(m{job="c"})',
        "vector(scalar(other))",
        "vector(1)",
      ],
      ...["timestamp(m)", "timestamp((m))", "timestamp(m offset 1m)", "timestamp(m @ 150)", "timestamp(abs(m))"],
      ...["timestamp(m @ end())", "timestamp(m + 1)", "start_timestamp(m)", "timestamp(timestamp(m))", "timestamp(-m)"],
      ...[
        "absent(m)",
        'absent(m{job="c"})',
        'absent(x{job="c", a="b", a=~"c", d!="e"})',
        "absent(sum(x))",
        "absent((x))",
      ],
      ...['absent(m{job="c"} @ 200)', "absent(absent(m))", "absent({__name__='x'})", "vector(time())"],
    ],
  },
  {
    name: "the calendar",
    rows: DAYS,
    queries: ["day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year"].flatMap(
      (name) => [`${name}(d)`, `${name}()`, `${name}(vector(time() * 1e5))`],
    ),
  },
  {
    name: "sorting",
    rows: { ...FLOATS, ...LABELS },
    queries: [
      ...["sort(m)", "sort_desc(m)", "sort(m @ 300)", "abs(sort(m @ 300))", 'sort({a=~".+"})', "sort_desc(other)"],
      ...[
        'sort_by_label(m, "a")',
        'sort_by_label_desc(m, "a")',
        'sort_by_label({a=~".+"}, "b", "a")',
        "sort_by_label(m)",
      ],
      ...['sort_by_label_desc({a=~".+"}, "b", "a")', 'sort_by_label_desc(m, "nothing")', "sum(sort(m))"],
    ],
  },
  {
    name: "labels made of labels",
    rows: LABELS,
    queries: [
      ...[
        'label_replace(m, "d", "$1", "a", "host-(.*).example")',
        'label_replace(m, "d", "$2-$1", "a", "host-(.*)([.]).*")',
      ],
      ...[`label_replace(m, "d", "\${n}$$$1x", "a", "host-(?P<n>.*)[.].*")`, 'label_replace(m, "b", "", "b", ".*")'],
      ...['label_replace(m, "a", "same", "b", ".*")', 'label_replace(n, "__name__", "new_$1", "b", "(.*)")'],
      ...['label_replace(rate(m[2m]), "__name__", "kept", "", "")', 'label_replace(abs(n), "d", "x$", "", "")'],
      ...[
        'label_replace(m, "", "x", "a", ".*")',
        'label_replace(m, "d", "x", "a", "(.*")',
        'label_replace(m, "ü ", "1", "", "")',
      ],
      ...['label_replace({__name__=~"m|n",b="x"}, "a", "same", "", ".*")', 'label_replace(m, "d", "$1", "c", "(.)ö")'],
      ...['label_join(m, "d", "-", "a", "b", "missing")', 'label_join(m, "d", "")', 'label_join(m, "a", "")'],
      ...['label_join(m, "__name__", "_", "__name__", "b")', 'label_join(abs(m), "d", "_", "__name__", "b")'],
      ...['label_join(m, "", "-", "a")', 'label_join(m, "d", "-", "")', 'label_join(n, "a", ",", "b", "b")'],
    ],
  },
  {
    name: "histograms",
    rows: BUCKETS,
    queries: [
      ...["b_bucket", "neg", "noise", "lone", "n", "mix", 'rate({__name__="b_bucket"}[3m])'].flatMap((v) => [
        ...[0, 0.1, 0.5, 0.9, 1].map((q) => `histogram_quantile(${q}, ${v})`),
        ...[`histogram_quantile(-1, ${v})`, `histogram_quantile(1.5, ${v})`, `histogram_quantile(NaN, ${v})`],
        ...[`histogram_quantile(scalar(q), ${v})`, `histogram_quantiles(${v}, "q", 0.1, 1e6, 1, 0)`],
        ...[
          `histogram_fraction(-Inf, 1, ${v})`,
          `histogram_fraction(0.2, 3, ${v})`,
          `histogram_fraction(1, Inf, ${v})`,
        ],
        ...[`histogram_fraction(-5, -1, ${v})`, `histogram_fraction(3, 2, ${v})`, `histogram_fraction(NaN, 2, ${v})`],
        ...["count", "sum", "avg", "stddev", "stdvar"].map((name) => `histogram_${name}(${v})`),
      ]),
      ...[
        'histogram_quantiles(n, "q", scalar(q))',
        'histogram_quantiles(n, "host", 0.5)',
        'histogram_quantiles(n, "q", 0.5, 0.5)',
      ],
      ...[
        "histogram_quantile(0.5, {__name__=~'neg|noise'})",
        "histogram_quantile((0.5), (b_bucket))",
        "histogram_quantile(2, nothing)",
      ],
      ...["histogram_quantile(0.5, b_bucket) + on() histogram_quantile(0.9, b_bucket)"],
      ...['sum(histogram_quantiles(lone, "q", 0.5, 0.5))'],
    ],
  },
  {
    name: "counts and sums alone",
    rows: RESETS,
    queries: ["h", "c"].flatMap((name) => [
      ...["sum", "avg"].map((aggregation) => `histogram_count(${aggregation}(${name}))`),
      ...["sum", "avg", "last"].flatMap((kind) =>
        [1, 2, 4].map((m) => `histogram_sum(${kind}_over_time(${name}[${m}m]))`),
      ),
      ...["rate", "increase", "delta", "irate", "resets", "changes"].flatMap((kind) => [
        ...["histogram_avg", "histogram_count"].map((read) => `${read}(${kind}(${name}[4m]))`),
        `histogram_count(${kind}(${name}[90s]))`,
      ]),
      ...[`histogram_count(rate(${name}[2m:1m]))`, `histogram_count(sum_over_time(${name}[3m:1m]))`],
      ...[`histogram_count(sum(${name}) + sum(${name} offset 1m))`, `histogram_count(${name} >/ 1)`],
      ...[`histogram_quantile(0.5, rate(${name}[4m])) + histogram_count(rate(${name}[4m]))`],
      ...[
        `histogram_quantile(0.5, histogram_count(sum(${name})) or sum(${name}))`,
        `histogram_count(sum(${name} @ 200))`,
      ],
      ...[`histogram_count(increase(${name}[3m] anchored))`, `histogram_count(rate(${name}[3m] smoothed))`],
      ...[`histogram_count(sum(${name} smoothed))`, `histogram_count(sum(sum_over_time(${name}[4m])))`],
    ]),
  },
  {
    name: "info series",
    rows: INFO,
    queries: [
      ...["info(up)", "info(up, {})", 'info(up, {data=~".+"})', 'info(up, {data=~".*"})', 'info(up, {env="prod"})'],
      ...[
        'info(up, {region=~".*", data=""})',
        'info(up, {__name__="build_info"})',
        'info(up, {__name__="other_info"})',
      ],
      ...['info(up, {__name__=~"(target|build)_info"})', 'info(up, {__name__=~".+_info", env=~".+"})'],
      ...['info(up, {__name__!~"other_info|twin_info|native_info"})', 'info(up, {__name__!="target_info"})'],
      ...[
        'info(up, {__name__="twin_info"})',
        'info(up, {__name__="native_info"})',
        'info(up, {__name__="missing_info"})',
      ],
      ...['info(up, {__name__="missing_info", data=~".+"})', "info(target_info)", 'info({__name__=~"up|target_info"})'],
      ...[
        'info(up, {__name__=~".*"})',
        "info(sum by (job) (up))",
        "info(rate(up[3m]))",
        "info(missing)",
        "info(vector(1))",
      ],
      ...[
        "info(up offset 1m)",
        "info(up @ 120)",
        "info(up @ 120 offset -1m)",
        "info(up @ end())",
        "info(up + up offset 1m)",
      ],
      ...["info(up or vector(1))", "info(up or up offset 1m)", "info(last_over_time(up[2m:1m] offset 1m))"],
      ...["info(last_over_time(up[2m] @ 180))", "info(info(up))", 'info(up, {job="a"})', 'info(up, {own=~".+"})'],
      ...['count_over_time(info(up, {data=~".+"})[3m:1m])', 'abs(info(up, {env=~".+"}))', 'info(abs(up), {env=~".+"})'],
    ],
  },
];
