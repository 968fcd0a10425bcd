import type { Procedure, Step } from "../model/procedure.ts";
import { prose, section, sentence } from "./markdown.ts";
import { navigation } from "./navigation.ts";
import type { PageContext } from "./page-context.ts";
import { stepList } from "./steps.ts";

/** The page of a procedure that stands on no alert's page. */
export function procedurePage(procedure: Procedure, context: PageContext): readonly string[] {
  const steps = (list: readonly Step[] = []): readonly string[] => stepList(list, context.system.grafana?.url);
  return [
    `# ${prose(procedure.title)}`,
    "",
    navigation(context, "../"),
    "",
    ...(procedure.about === undefined ? [] : [sentence(procedure.about), ""]),
    ...(procedure.frequency === undefined ? [] : [`**Done** ${sentence(procedure.frequency)}`, ""]),
    ...section(
      2,
      "What is seen",
      (procedure.symptoms ?? []).map((symptom) => `- ${sentence(symptom)}`),
    ),
    ...section(
      2,
      procedure.investigate === undefined && procedure.remedies === undefined ? "Steps" : "First five minutes",
      steps(procedure.first),
    ),
    ...section(2, "Investigation", steps(procedure.investigate)),
    ...section(
      2,
      "Remedies",
      (procedure.remedies ?? []).flatMap(({ cause, steps: list }) => section(3, prose(cause), steps(list))),
    ),
    ...section(2, "Verification", steps(procedure.verify)),
    ...section(
      2,
      "Escalation",
      (procedure.escalate ?? []).map((word) => `- ${sentence(word)}`),
    ),
    ...section(2, "So that it does not come again", steps(procedure.prevent)),
  ];
}
