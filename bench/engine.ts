import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { searchPromtool } from "../test/support/find-promtool.ts";
import { type Measured, measure, median } from "./measure.ts";

/**
 * `npm run bench:engine [-- --runs N] [-- --quick]`: `burnline test` under plain node beside `promtool test rules` on the same
 * files, whole processes in turn and in one run. What counts are the ratios, since the machine's speed drifts.
 *
 * The rule file is that of an SLO with seven ratio windows and two multi-window alerts over two series, at one minute.
 */
const QUICK = process.argv.includes("--quick");
const WINDOWS = ["5m", "30m", "1h", "2h", "6h", "1d", "3d"];
const BURNLINE = [process.execPath, resolve("dist/lib/cli/main.js"), "test"] as const;

const folder = mkdtempSync(join(tmpdir(), "burnline-engine-"));
const search = await searchPromtool();
if (search.found === undefined) console.log(`no promtool, Burnline alone: ${search.reason}`);
console.log("files | burnline s | MB | promtool s | MB | promtool / burnline");
console.log("---|---|---|---|---|---");
try {
  await compare("1 day", [written("1d", 1, WINDOWS)], 5);
  await compare("7 days", [written("7d", 7, WINDOWS)], QUICK ? 1 : 3);
  await compare("30 days", [written("30d", 30, WINDOWS)], 1);
  await compare("30 days and a window of 30 days", [written("30d-30d", 30, [...WINDOWS, "30d"])], 1);
  await compare(
    "100 small files",
    Array.from({ length: 100 }, (_, index) => small(index)),
    1,
  );
} finally {
  rmSync(folder, { recursive: true });
}

async function compare(what: string, files: readonly string[], runs: number): Promise<void> {
  const ours: Measured[] = [];
  const theirs: Measured[] = [];
  const [node, ...own] = BURNLINE;
  for (let run = 0; run < runs; run++) {
    // Burnline takes little of a run's time, so it may run more often.
    for (let again = 0; again < 3; again++) keep(ours, await measure(node, [...own, ...files]));
    if (search.found === undefined) continue;
    const [program, ...rest] = search.found.command(["test", "rules", ...files], files);
    keep(theirs, await measure(program, rest));
  }
  const mine = median(ours);
  const cells = [what, mine.seconds.toFixed(2), mine.megabytes.toFixed(0)];
  if (theirs.length === 0) return console.log([...cells, "fails", "", ""].join(" | "));
  const other = median(theirs);
  const ratio = other.seconds / mine.seconds;
  console.log([...cells, other.seconds.toFixed(2), other.megabytes.toFixed(0), ratio.toFixed(1)].join(" | "));
}

function keep(list: Measured[], measured: Measured | undefined): void {
  if (measured !== undefined) list.push(measured);
}

/** A test of the rules over so many days; 1 % of requests fail all the time, so both alerts are silent. */
function written(name: string, days: number, windows: readonly string[]): string {
  const minutes = Math.round(days * 1_440);
  const expression = (window: string): string =>
    `sum(rate(http_requests_total{code="500"}[${window}])) / sum(rate(http_requests_total[${window}]))`;
  const recordings = windows.map((window) => ({ record: `slo:error_ratio:rate${window}`, expr: expression(window) }));
  const alerts = [
    { alert: "Page", expr: "slo:error_ratio:rate1h > 0.0144 and slo:error_ratio:rate5m > 0.0144", for: "2m" },
    { alert: "Ticket", expr: "slo:error_ratio:rate3d > 0.02 and slo:error_ratio:rate6h > 0.02", for: "1h" },
  ];
  return save(name, [...recordings, ...alerts], {
    input_series: [
      { series: 'http_requests_total{code="200"}', values: `0+594x${minutes}` },
      { series: 'http_requests_total{code="500"}', values: `0+6x${minutes}` },
    ],
    alert_rule_test: [{ eval_time: `${minutes}m`, alertname: "Page", exp_alerts: [] }],
    promql_expr_test: [
      {
        expr: "round(slo:error_ratio:rate5m, 0.001)",
        eval_time: `${minutes}m`,
        exp_samples: [{ labels: "{}", value: 0.01 }],
      },
    ],
  });
}

/** The same rules for 100 evaluations: what promtool takes about a quarter of a second for. */
function small(index: number): string {
  return written(`small-${index}`, 100 / 1_440, WINDOWS);
}

/** JSON is YAML too. */
function save(name: string, rules: readonly object[], test: object): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.rules.yml`), JSON.stringify({ groups: [{ name: "slo", rules }] }));
  const path = join(folder, `${name}.test.yml`);
  const content = {
    rule_files: [`${name}.rules.yml`],
    evaluation_interval: "1m",
    tests: [{ interval: "1m", ...test }],
  };
  writeFileSync(path, JSON.stringify(content));
  return path;
}
