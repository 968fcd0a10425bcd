import { alertKey, pairsKey, sameValue } from "../engine/unit-test/equal.ts";
import type { AlertShape, LabelPairs, SampleShape } from "../engine/unit-test/result.ts";
import { labelsText, valueText } from "./test-value.ts";

/** One line of a comparison: `=` stands on both sides, `-` only among what is expected, `+` only among what came. */
export interface DiffLine {
  readonly sign: "=" | "-" | "+";
  readonly text: string;
}

/** The samples that are expected and those that came, by their labels. */
export function sampleDiff(expected: readonly SampleShape[], got: readonly SampleShape[]): readonly DiffLine[] {
  const left = [...got];
  const lines: DiffLine[] = [];
  for (const sample of expected) {
    const index = left.findIndex((other) => pairsKey(other.labels) === pairsKey(sample.labels));
    const [other] = index === -1 ? [] : left.splice(index, 1);
    const isSame = other !== undefined && sameValue(sample, other, false);
    lines.push({ sign: isSame ? "=" : "-", text: sampleText(sample) });
    if (other !== undefined && !isSame) lines.push({ sign: "+", text: sampleText(other) });
  }
  return [...lines, ...left.map((sample) => ({ sign: "+" as const, text: sampleText(sample) }))];
}

/** The alerts that are expected and those that fire; those that are alike are told apart label by label. */
export function alertDiff(expected: readonly AlertShape[], got: readonly AlertShape[]): readonly DiffLine[] {
  const left = [...got];
  const open: AlertShape[] = [];
  const lines: DiffLine[] = [];
  for (const alert of expected) {
    const index = left.findIndex((other) => alertKey(other) === alertKey(alert));
    if (index === -1) open.push(alert);
    else {
      left.splice(index, 1);
      lines.push({ sign: "=", text: labelsText(alert.labels) });
    }
  }
  for (const alert of open) lines.push(...against(alert, left));
  return [...lines, ...left.flatMap((alert) => whole(alert, "+"))];
}

/** An expected alert against the one that is most alike, which is taken out of the list. */
function against(alert: AlertShape, left: AlertShape[]): readonly DiffLine[] {
  const scores = left.map((other) => likeness(alert, other));
  const best = Math.max(0, ...scores);
  if (best === 0) return whole(alert, "-");
  const [other] = left.splice(scores.indexOf(best), 1);
  if (other === undefined) return whole(alert, "-");
  return [...pairsDiff(alert.labels, other.labels, ""), ...pairsDiff(alert.annotations, other.annotations, "@ ")];
}

/** How much of an alert is in another one; its name, which they share anyway, does not count. */
function likeness(one: AlertShape, other: AlertShape): number {
  const common = (a: LabelPairs, b: LabelPairs): number => {
    const known = new Map(b);
    return a.filter(([name, value]) => name !== "alertname" && known.get(name) === value).length;
  };
  const isNear = one.labels.length === 1 || other.labels.length === 1 ? 0.5 : 0;
  return 2 * common(one.labels, other.labels) + common(one.annotations, other.annotations) + isNear;
}

function whole({ labels, annotations }: AlertShape, sign: "-" | "+"): readonly DiffLine[] {
  return [
    { sign, text: labelsText(labels) },
    ...annotations.map((pair) => ({ sign, text: `  ${pairText(pair, "@ ")}` })),
  ];
}

function pairsDiff(expected: LabelPairs, got: LabelPairs, prefix: string): readonly DiffLine[] {
  const wanted = new Map(expected);
  const found = new Map(got);
  const names = [...new Set([...wanted.keys(), ...found.keys()])].sort();
  return names.flatMap((name): readonly DiffLine[] => {
    const one = wanted.get(name);
    const other = found.get(name);
    if (one !== undefined && one === other) return [{ sign: "=", text: pairText([name, one], prefix) }];
    return [
      ...(one === undefined ? [] : [{ sign: "-" as const, text: pairText([name, one], prefix) }]),
      ...(other === undefined ? [] : [{ sign: "+" as const, text: pairText([name, other], prefix) }]),
    ];
  });
}

function pairText([name, value]: readonly [string, string], prefix: string): string {
  return `${prefix}${name}: ${JSON.stringify(value)}`;
}

function sampleText({ labels, value }: SampleShape): string {
  return `${labelsText(labels)} ${valueText(value)}`;
}
