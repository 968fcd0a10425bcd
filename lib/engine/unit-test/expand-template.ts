import { FunctionError } from "../../template/error.ts";
import { expandOrThrow } from "../../template/expand.ts";
import type { TemplateInput } from "../templates.ts";

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
