import type { Json } from "../../lib/core/json.ts";
import { type Fact, textOf } from "./fact.ts";
import type { DocumentClaim } from "./mend.ts";

/** The document's expression of a claim. Errors: throws when neither the fact nor the claim has one. */
export function expressionOf(fact: Fact, claim: DocumentClaim): string {
  const expression = claim.reading ?? textOf(fact, "expr");
  if (expression === undefined) throw new Error(`${fact.id}: no \`expr\`, so the demonstration needs a \`reading\``);
  return expression;
}

/** Name under which the document's rule sends its alerts; facts that are no alert go by their id. */
export function documentAlert(fact: Fact): string {
  return fact.kind === "alert" ? (textOf(fact, "name") ?? fact.id) : fact.id;
}

/** The document's rule, loadable: its severity is a label wherever the document writes it. */
export function loadableRule(fact: Fact, claim: DocumentClaim): Json {
  const severity = textOf(fact, "severity");
  return {
    alert: documentAlert(fact),
    expr: expressionOf(fact, claim),
    ...forOf(fact),
    labels: severity === undefined ? {} : { severity },
    annotations: annotationsOf(fact),
  };
}

/** The document's rule as it is written, with a severity beside the expression where the document puts it there. */
export function writtenRule(fact: Fact, claim: DocumentClaim): Json {
  const severity = textOf(fact, "severity");
  const beside = textOf(fact, "severity_key_as_written") !== undefined && severity !== undefined;
  return {
    alert: documentAlert(fact),
    expr: expressionOf(fact, claim),
    ...forOf(fact),
    ...(beside ? { severity } : severity === undefined ? {} : { labels: { severity } }),
  };
}

function forOf(fact: Fact): { readonly for?: string } {
  const duration = textOf(fact, "for");
  return duration === undefined ? {} : { for: duration };
}

function annotationsOf({ data }: Fact): Json {
  if (typeof data !== "object" || data === null || !("annotations" in data)) return {};
  return data.annotations ?? {};
}
