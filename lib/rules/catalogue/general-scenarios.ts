import { labelsOf } from "../../promql/analysis/labels.ts";
import { mayHave } from "../../promql/analysis/labels-set.ts";
import type { Expression } from "../../promql/ast.ts";
import type { Draft } from "./scenarios.ts";
import { EXPORTER } from "./selection.ts";

/** Scenarios that follow from those of any entry: the series of another job, and every series twice. */
export function generalDrafts(
  drafts: readonly Draft[],
  expression: Expression,
  options: { readonly job: string; readonly noticesAbsence: boolean },
): readonly Draft[] {
  const fires = drafts.find(({ obligation }) => obligation === "fires-just-above");
  const silent = drafts.find(({ obligation }) => obligation === "silent-just-below");
  // An exporter that each object has for itself is never there twice: its instance tells the objects apart.
  const apart = mayHave(labelsOf(expression), "instance");
  return [
    ...(fires === undefined || options.noticesAbsence ? [] : [ofAnotherJob(fires, options.job)]),
    ...(apart ? [] : [fires, silent].flatMap((draft) => (draft === undefined ? [] : twice(draft)))),
  ];
}

function ofAnotherJob(draft: Draft, job: string): Draft {
  return {
    ...draft,
    name: "silent for what another job says",
    obligation: "isolation",
    defect: "X-D02",
    series: draft.series.map((own) => ({
      ...own,
      labels: own.labels.job === job ? { ...own.labels, job: `another-${job}` } : own.labels,
    })),
  };
}

/** While an exporter is rolled out the old and the new one answer, and an object has every series twice. */
function twice(draft: Draft): readonly Draft[] {
  if (draft.series.some(({ labels }) => labels.instance !== EXPORTER)) return [];
  const again = draft.series.map((own) => ({ ...own, labels: { ...own.labels, instance: `new-${EXPORTER}` } }));
  return [
    {
      ...draft,
      name: `${draft.name}, and no different while two exporters tell of it`,
      obligation: "rollout",
      series: [...draft.series, ...again],
    },
  ];
}
