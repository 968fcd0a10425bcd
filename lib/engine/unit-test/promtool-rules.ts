import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { print } from "../../promql/print.ts";
import { FunctionError } from "../../template/error.ts";
import { expandOrThrow } from "../../template/expand.ts";
import { nameOf } from "../rule.ts";
import type { TemplateInput } from "../templates.ts";
import type { LoadedGroup } from "./rule-source.ts";

/**
 * Expands a template as promtool's unit tests do: they know no URL of a server, so that `externalURL` and `pathPrefix`
 * fail, though `$externalURL` does not. Errors: `TemplateError`.
 */
export function expandAsPromtool(input: TemplateInput): string {
  const { labels, externalLabels, externalURL, value, time } = input;
  const data = { labels: labels.toRecord(), externalLabels, externalURL, value };
  return expandOrThrow(input.name, input.text, data, {
    query: (text) => input.query(text).map((sample) => ({ labels: sample.labels.toRecord(), value: sample.value })),
    timeMs: time,
    get externalURL(): string {
      throw new FunctionError("runtime error: invalid memory address or nil pointer dereference");
    },
  });
}

/**
 * Rules that promtool loads with a feature enabled and then cannot evaluate, since its engine knows no features; a message
 * each, as it has them at the first evaluation.
 */
export function disabledRules(groups: readonly LoadedGroup[]): readonly string[] {
  return groups.flatMap(({ group }) =>
    group.rules.flatMap((rule) => {
      try {
        parse(print(rule.expression));
        return [];
      } catch (error) {
        if (!(error instanceof PromqlError)) throw error;
        const { line, column } = error.position;
        return [`rule: ${nameOf(rule)}, time: 0s, err: ${line}:${column}: parse error: ${error.detail}`];
      }
    }),
  );
}
