const FUNCTIONS = [
  ...["query", "first", "label", "value", "strvalue", "args", "reReplaceAll", "safeHtml", "match", "title", "toUpper"],
  ...["toLower", "graphLink", "tableLink", "sortByLabel", "stripPort", "stripDomain", "humanize", "humanize1024"],
  ...["humanizeDuration", "humanizePercentage", "humanizeTimestamp", "toTime", "toDuration", "now", "pathPrefix"],
  ...["externalURL", "parseDuration", "urlQueryEscape", "and", "or", "not", "len", "index", "slice", "print", "printf"],
  ...["println", "html", "js", "urlquery", "eq", "ne", "lt", "le", "gt", "ge", "call"],
];
const OPERANDS = [
  ...["1", "1.5", '"up"', '"a b"', '"%v %s"', "true", "nil", "'c'", ".", "$labels", "$labels.job", "$value", ".Value"],
  ...[
    "$x",
    "$labels.none",
    '(query "up")',
    '(query "up" | first)',
    "(args 1 $value)",
    "(toTime $value)",
    "0",
    "-1",
    "2",
  ],
  ...[
    "(toDuration $value)",
    "(toTime $value).Month",
    '(safeHtml "<a>")',
    '"instance"',
    "now",
    "externalURL",
    "(index $labels)",
  ],
  ...[
    "1e3",
    "$.Labels.zone",
    '(index "abc" 1)',
    "(toDuration 5.0).Seconds",
    "(print $value)",
    "(not nil)",
    '"5m"',
    '"1.5"',
  ],
];
const PREFIX = '{{ $x := "x" }}';

/** Templates put together at random, the same in each run. */
export function combinations(count: number): readonly string[] {
  let state = 99;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (from: readonly string[]): string => from[random(from.length)] ?? "";
  const command = (piped: boolean): string => {
    if (!piped && random(4) === 0) return pick(OPERANDS);
    const words = [pick(FUNCTIONS)];
    for (let i = random(piped ? 2 : 4); i > 0; i--) words.push(random(8) === 0 ? `(${pipeline(1)})` : pick(OPERANDS));
    return words.join(" ");
  };
  const pipeline = (most: number): string => {
    const commands = [command(false)];
    for (let i = random(most + 1); i > 0; i--) commands.push(command(true));
    return commands.join(" | ");
  };
  /** A duration is a number of nanoseconds: a range over it would not end. */
  const ranged = (): string => {
    for (let text = pipeline(1); ; text = pipeline(1)) if (!text.includes("toDuration")) return text;
  };
  const statement = (depth: number): string => {
    const kind = depth === 0 ? 9 : random(10);
    const body = (): string => (depth === 0 ? "" : statement(depth - 1));
    if (kind === 0) return `{{ if ${pipeline(1)} }}${body()}{{ else }}${body()}{{ end }}`;
    if (kind === 1) return `{{ range ${ranged()} }}${body()},{{ else }}none{{ end }}`;
    if (kind === 2) return `{{ range $i, $e := ${ranged()} -}} {{ $i }}={{ $e }}${body()}{{ end }}`;
    if (kind === 3) return `{{ with ${pipeline(1)} }}{{ . }}${body()}{{ else with $x }}{{ . }}{{ end }}`;
    if (kind === 4) return `{{ $x = ${ranged()} }}${body()}{{ $x }}`;
    if (kind === 5)
      return `{{ define "t${depth}" }}[{{ . }}${body()}]{{ end }}{{ template "t${depth}" ${pipeline(0)} }}`;
    return `{{ ${pipeline(2)} }}`;
  };
  return Array.from({ length: count }, () => PREFIX + statement(2));
}
