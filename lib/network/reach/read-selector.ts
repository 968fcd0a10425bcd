import type { Json } from "../../core/json.ts";
import type { LabelRequirement, LabelSelector } from "../../kubernetes/selector.ts";
import { type FieldReader, shown } from "./fields.ts";

const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"] as const;

/**
 * Reads a label selector as the API server does; nothing where it is absent. `plain` takes off what stands before the keys of labels,
 * as Cilium's `k8s:` does.
 */
export function readSelector(
  reader: FieldReader,
  value: Json | undefined,
  place: string,
  plain: (key: string) => string = (key) => key,
): LabelSelector | undefined {
  const fields = reader.map(value, place, ["matchLabels", "matchExpressions"]);
  if (fields === undefined) return undefined;
  const matchLabels = readLabels(reader, fields.matchLabels, `${place}.matchLabels`, plain);
  const expressions = reader.list(fields.matchExpressions, `${place}.matchExpressions`);
  const matchExpressions = expressions?.flatMap((one, index) => {
    const read = readRequirement(reader, one, `${place}.matchExpressions[${index}]`, plain);
    return read === undefined ? [] : [read];
  });
  return {
    ...(matchLabels === undefined ? {} : { matchLabels }),
    ...(matchExpressions === undefined ? {} : { matchExpressions }),
  };
}

/** Reads labels, whose values have to be text: `8080` and `true` have to be quoted. */
function readLabels(
  reader: FieldReader,
  value: Json | undefined,
  place: string,
  plain: (key: string) => string,
): Readonly<Record<string, string>> | undefined {
  const fields = reader.map(value, place);
  if (fields === undefined) return undefined;
  const labels: Record<string, string> = {};
  for (const [key, one] of Object.entries(fields)) {
    checkKey(reader, plain(key), `${place}.${key}`);
    const text = reader.text(one, `${place}.${key}`);
    if (text === undefined) continue;
    checkValue(reader, text, `${place}.${key}`);
    labels[plain(key)] = text;
  }
  return labels;
}

function readRequirement(
  reader: FieldReader,
  value: Json,
  place: string,
  plain: (key: string) => string,
): LabelRequirement | undefined {
  const fields = reader.map(value, place, ["key", "operator", "values"]) ?? {};
  const written = reader.text(fields.key, `${place}.key`);
  const operator = OPERATORS.find((one) => one === fields.operator);
  const values = reader.list(fields.values, `${place}.values`)?.flatMap((one, index) => {
    const text = reader.text(one, `${place}.values[${index}]`);
    if (text !== undefined) checkValue(reader, text, `${place}.values[${index}]`);
    return text ?? [];
  });
  if (written === undefined) {
    reader.error("policy-selector-invalid", place, "a requirement without its key");
    return undefined;
  }
  const key = plain(written);
  checkKey(reader, key, `${place}.key`);
  if (operator === undefined) {
    const found = fields.operator === undefined ? "nothing" : shown(fields.operator);
    const expected = OPERATORS.join(", ");
    reader.error("policy-selector-invalid", `${place}.operator`, "no such operator", { found, expected });
    return undefined;
  }
  const wantsValues = operator === "In" || operator === "NotIn";
  if (wantsValues !== (values ?? []).length > 0) {
    reader.error(
      "policy-selector-invalid",
      `${place}.values`,
      wantsValues ? `${operator} needs values` : `${operator} takes no values`,
      { found: values === undefined ? "nothing" : shown(values) },
    );
  }
  return { key, operator, ...(values === undefined ? {} : { values }) };
}

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
function checkKey(reader: FieldReader, key: string, place: string): void {
  const slash = key.indexOf("/");
  const prefix = slash === -1 ? undefined : key.slice(0, slash);
  const valid =
    NAME.test(key.slice(slash + 1)) && (prefix === undefined || (PREFIX.test(prefix) && prefix.length <= 253));
  if (!valid) reader.error("policy-selector-invalid", place, "this is no key of a label", { found: key });
}

function checkValue(reader: FieldReader, value: string, place: string): void {
  if (value === "" || NAME.test(value)) return;
  reader.error("policy-selector-invalid", place, "this is no value of a label", { found: value });
}
