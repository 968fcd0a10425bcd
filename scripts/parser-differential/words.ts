import { AGGREGATIONS, FUNCTIONS } from "../../lib/promql/functions.ts";

/** Names of metrics, some of them words of the grammar. */
export const METRICS: readonly string[] = words(
  "up http_requests_total node_cpu:rate5m : a_b sum by offset without start end step range max_of min_of fill fill_left " +
    "anchored smoothed and or unless topk limitk Sum OFFSET group quantile x1 _ rate abs info",
);
export const LABELS: readonly string[] = words(
  "job instance le by on and sum a1 _x __name__ fill start ON offset bool group_left",
);
export const QUOTED_LABELS: readonly string[] = [
  '"service.name"',
  "'größe'",
  '"job"',
  "`a b`",
  '"without"',
  '"inf"',
  '"\\x41"',
  '"😀"',
];
export const STRINGS: readonly string[] = [
  '"a"',
  "''",
  '"q\\"uote"',
  "'it\\'s'",
  "`raw\\d`",
  '"\\u00e9\\U0001F600"',
  '"\\x41\\103"',
  '"\\xff"',
  '"\\xc3\\xa9"',
  '"\\ufffd"',
  '"tab\\t\\n\\a\\v"',
  '"größe 😀"',
  '"\u200b\u00a0"',
  '"a\\\\b"',
  "`multi\nline`",
];
export const PATTERNS: readonly string[] = [
  '"5.."',
  '".*"',
  '".+"',
  '"a|b"',
  '"(a|b)?c"',
  '""',
  "'[a-z]+\\\\.com'",
  '"(?i:x)"',
];
export const BAD_PATTERNS: readonly string[] = ['"("', '"a**"', '"[z-a]"', '"a\\\\1"', '"(?=a)"', '"a{2,1}"'];
export const NUMBERS: readonly string[] = words(
  "0 1 2 3.5 .5 5. 1e3 1E-3 0x1F 0X_a 1_000 010 08 0.1 1e21 1e-7 Inf NaN inf nAn 1e5_0 123456789012345678901 9007199254740993",
);
export const BAD_NUMBERS: readonly string[] = words("1e999 0x1e 0x 1_ 1__0 0x1e+5 1.2.3 0xffffffffffffffffff 1e 08x");
export const DURATIONS: readonly string[] = words(
  "5m 1h 30s 1h30m 1d 1w 1y 90d 1500ms 1s1ms 2y3w4d5h6m7s8ms 300 0.5 1.5 7200",
);
export const BAD_DURATIONS: readonly string[] = words(
  "1m1h 5m5m 1.5m 300y 1e3s 9999999999 0 0s 99999999999999999999s NaN 292y171d",
);
export const TIMESTAMPS: readonly string[] = words(
  "1609746000 1609746000.5 0 -3 +5 1e9 -1.5e3 .0005 -0.0005 5m 9e18 0x10",
);
export const BAD_TIMESTAMPS: readonly string[] = words("1e19 Inf NaN -9.3e18 - start end(");
export const OPERATORS: readonly string[] = words("+ - * / % ^ atan2 == != > < >= <= </ >/ and or unless AND Or");
export const BLANKS: readonly string[] = [" ", " ", " ", " ", "", "", "\n", "\t", "  ", " # comment (\n"];
/** What is put into expressions to break them. */
export const FRAGMENTS: readonly string[] = [
  ...words("( ) [ ] { } , : = == =~ != !~ ! ~ + - * / % ^ @ < > </ >/ # \" ' ` \\ ; & | ? $ . _ 5 5m 1e 0x bool on"),
  ...words(
    "ignoring group_left group_right by without offset fill fill(1) fill_left(0) anchored smoothed start() end()",
  ),
  ...words(
    'step() range() max_of( min_of( sum rate foo NaN Inf é 😀 \u200b \ufffd \udcff \u00a0 [5m] [1h:] [5m:1m] {a="b"} @5',
  ),
];
export const FUNCTION_NAMES: readonly string[] = [...FUNCTIONS.keys()];
export const AGGREGATION_NAMES: readonly string[] = [...AGGREGATIONS.keys()];

function words(text: string): string[] {
  return text.split(" ");
}
