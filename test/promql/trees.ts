import fc from "fast-check";
import type { Binary, Call, Expression, Matcher, Matching, VectorSelector } from "../../lib/promql/ast.ts";
import { isComparison, PRECEDENCE } from "../../lib/promql/operators.ts";
import { quote } from "../../lib/promql/quote.ts";

const label = fc.constantFrom("job", "instance", "by", "on", "le", "service.name", "größe");
const duration = fc.constantFrom(1, 1500, 60_000, 300_000, 5_400_000, 86_400_000, 7 * 86_400_000);
const name = fc.constantFrom(
  "up",
  "http_requests_total",
  "job:rate:5m",
  "sum",
  "offset",
  "on",
  "my.metric",
  "Inf",
  "fill",
);
const text = fc.oneof(
  fc.constantFrom("a", "", 'q"\\\n', "é☺\u0001", "`'"),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);

const matcher: fc.Arbitrary<Matcher> = fc.oneof(
  fc.record({ label, op: fc.constantFrom("=" as const, "!=" as const), value: text }),
  fc.record({
    label,
    op: fc.constantFrom("=~" as const, "!~" as const),
    value: fc.constantFrom(".+", "5..|4..", "a\\.b"),
  }),
);

/** Matchers in the order they print, so that a tree can be compared with what is read back. */
const matchers = fc
  .array(matcher, { maxLength: 3 })
  .map((list) => [...list].sort((a, b) => Buffer.compare(Buffer.from(key(a)), Buffer.from(key(b)))));

function key({ label: name_, op, value }: Matcher): string {
  return `${/^[a-zA-Z_]\w*$/.test(name_) ? name_ : quote(name_)}${op}${quote(value)}`;
}

const modifiers = fc.record(
  {
    offset: fc.oneof(
      duration,
      duration.map((length) => -length),
    ),
    at: fc.oneof(fc.constantFrom("start" as const, "end" as const), fc.constantFrom(0, 1609746000.5, -3)),
  },
  { requiredKeys: [] },
);

const bare: fc.Arbitrary<VectorSelector> = fc.record({ type: fc.constant("vector" as const), name, matchers });
const selector = fc.tuple(bare, modifiers).map(([node, rest]): VectorSelector => ({ ...node, ...rest }));

const number = fc
  .oneof(
    fc.constantFrom(0, 1, -1, 14.4, 0.001, 1e-7, 1e21, 1.7976931348623157e308, Infinity, -Infinity, NaN),
    fc.double(),
  )
  .map((value): Expression => ({ type: "number", value }));

const labels = fc.uniqueArray(label, { maxLength: 2 });
const matching: fc.Arbitrary<Matching> = fc
  .record({ mode: fc.constantFrom("on" as const, "ignoring" as const), labels: fc.constant(["job"]) })
  .chain((base) =>
    fc
      .option(
        fc.record({ side: fc.constantFrom("left" as const, "right" as const), include: fc.constantFrom([], ["le"]) }),
      )
      .map((group) => (group === null ? base : { ...base, group })),
  );

const OPERATORS = Object.keys(PRECEDENCE) as Binary["operator"][];

/** Well-typed instant vectors and scalars as the builders make them: no `Paren`, no source ranges. */
export const trees = fc.letrec<{ vector: Expression; scalar: Expression; matrix: Expression }>((tie) => ({
  scalar: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    number,
    tie("vector").map((node): Call => ({ type: "call", function: "scalar", arguments: [node] })),
    fc
      .tuple(fc.constantFrom("+", "-", "*", "/", "%", "^", "atan2"), tie("scalar"), tie("scalar"))
      .map(([operator, left, right]): Binary => ({ type: "binary", operator: operator as "+", left, right })),
  ),
  matrix: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(selector, duration).map(([node, range]): Expression => ({ type: "matrix", selector: node, range })),
    fc.tuple(tie("vector"), duration, fc.option(duration, { nil: undefined }), modifiers).map(
      ([expression, range, step, rest]): Expression => ({
        type: "subquery",
        expression,
        range,
        ...(step === undefined ? undefined : { step }),
        ...rest,
      }),
    ),
  ),
  vector: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    selector,
    tie("matrix").map((node): Call => ({ type: "call", function: "rate", arguments: [node] })),
    fc
      .tuple(
        fc.constantFrom("sum", "max", "topk"),
        tie("vector"),
        tie("scalar"),
        fc.constantFrom("by", "without"),
        labels,
      )
      .map(
        ([operator, expression, parameter, mode, names]): Expression => ({
          type: "aggregation",
          operator,
          ...(operator === "topk" ? { parameter } : undefined),
          expression,
          ...(names.length === 0 && mode === "by"
            ? undefined
            : { grouping: { mode: mode as "by" | "without", labels: names } }),
        }),
      ),
    fc
      .tuple(fc.constantFrom(...OPERATORS), tie("vector"), tie("vector"), fc.option(matching), fc.boolean())
      .map(([operator, left, right, match, bool]): Expression => vectorBinary(operator, left, right, match, bool)),
    fc
      .tuple(fc.constantFrom("*" as const, "^" as const, "-" as const, ">" as const), tie("vector"), tie("scalar"))
      .map(([operator, left, right]): Binary => ({ type: "binary", operator, left, right })),
    tie("vector").map((expression): Expression => ({ type: "unary", operator: "-", expression })),
  ),
}));

function vectorBinary(
  operator: Binary["operator"],
  left: Expression,
  right: Expression,
  match: Matching | null,
  bool: boolean,
): Expression {
  const isSet = PRECEDENCE[operator] <= 2;
  const plain = match === null || !isSet ? match : { mode: match.mode, labels: match.labels };
  return {
    type: "binary",
    operator,
    left,
    right,
    ...(bool && isComparison(operator) ? { bool: true } : undefined),
    ...(plain === null ? undefined : { matching: plain }),
  };
}

/** The tree without source ranges, without `Paren` and without where a name stood, to compare what was read with what was built. */
export function bareTree(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bareTree);
  if (typeof value !== "object" || value === null) return value;
  if ("type" in value && value.type === "paren" && "expression" in value) return bareTree(value.expression);
  // `Inf ^ 2` is printed `+Inf ^ 2`, as Prometheus prints it, where the sign stands before the whole power.
  if ("operator" in value && value.operator === "+" && "expression" in value) return bareTree(value.expression);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([property]) => property !== "source" && property !== "nameInBraces")
      .map(([property, inner]) => [property, bareTree(inner)]),
  );
}
