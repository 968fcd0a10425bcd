import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readCron } from "../../lib/kubernetes/cron.ts";
import { cronTimes } from "../../lib/kubernetes/cron-times.ts";
import { describeWithCronOracle, findCronOracle } from "../support/find-cron-oracle.ts";
import { isFullRun } from "../support/promtool.ts";

interface Question {
  readonly schedule: string;
  readonly zone: string;
  readonly after: number;
  readonly count: number;
}

const ZONES = ["Etc/UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/St_Johns"];

/** Fields as people write them, wrong ones among them. */
function field(least: number, most: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: least === 0 ? 0 : least - 1, max: most + 1 }).map(String);
  const range = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("*", "*", "?") },
    { weight: 6, arbitrary: value },
    { weight: 2, arbitrary: fc.tuple(value, value).map(([a, b]) => `${a}-${b}`) },
  );
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.constant("") },
    fc.integer({ min: 0, max: 20 }).map((n) => `/${n}`),
  );
  const item = fc.tuple(range, step).map(([a, b]) => `${a}${b}`);
  return fc.oneof(
    { weight: 5, arbitrary: item },
    fc.array(item, { minLength: 1, maxLength: 3 }).map((all) => all.join(",")),
  );
}

const schedule = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6))
      .map((all) => all.join(" ")),
  },
  fc.constantFrom(
    "@daily",
    "@Weekly",
    "@yearly",
    "@reboot",
    "0 0 * *",
    "0 0 1 jan-Mar *",
    "0 0 * * MON",
    "1--2 * * * *",
    "",
    "* * * * * *",
  ),
);

/** Around the days of 2025 and 2026 on which clocks change, more often than not. */
const after = fc.oneof(
  fc.integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2026, 11, 1) / 60_000 }),
  fc
    .tuple(
      fc.constantFrom("2025-03-09", "2025-03-30", "2025-04-06", "2025-10-05", "2025-10-26", "2025-11-02"),
      fc.integer({ min: -2_880, max: 1_440 }),
    )
    .map(([day, minutes]) => Date.parse(day) / 60_000 + minutes),
);

const question: fc.Arbitrary<Question> = fc.record({
  schedule,
  zone: fc.constantFrom(...ZONES),
  after: after.map((minutes) => minutes * 60_000),
  count: fc.constant(8),
});

function ours({ schedule: text, zone, after: from, count }: Question): readonly number[] | "refused" {
  const read = readCron(text);
  if (!read.ok) return "refused";
  const found: number[] = [];
  for (const time of cronTimes(read.cron, from, zone)) if (found.push(time) === count) break;
  return found;
}

describeWithCronOracle("schedules beside the parser of Kubernetes", () => {
  const cases = isFullRun ? 2_000 : 50;

  it(`give the same 8 runs, or the same refusal, in ${cases} schedules around changes of clocks`, () => {
    const asked = fc.sample(question, { numRuns: cases, seed: 8 });
    const input = asked.map((one) => JSON.stringify(one)).join("\n");
    const { stdout } = spawnSync(findCronOracle() ?? "", { input, encoding: "utf8", maxBuffer: 1 << 28 });
    const answers: readonly { readonly error?: string; readonly times: readonly number[] | null }[] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(cases);
    const differences = asked.flatMap((one, index) => {
      const answer = answers[index];
      const theirs = answer?.error === undefined ? answer?.times : "refused";
      const mine = ours(one);
      return JSON.stringify(mine) === JSON.stringify(theirs) ? [] : [{ ...one, mine, theirs, error: answer?.error }];
    });
    expect(differences.slice(0, 5)).toEqual([]);
    expect(answers.filter(({ error }) => error === undefined).length).toBeGreaterThan(cases / 4);
  });
});
