import { quote } from "../../promql/quote.ts";
import { FunctionError } from "../error.ts";

/** Milliseconds of the units of a duration, in the order they must have. */
const UNITS: Readonly<Record<string, bigint>> = {
  y: 31_536_000_000_000_000n,
  w: 604_800_000_000_000n,
  d: 86_400_000_000_000n,
  h: 3_600_000_000_000n,
  m: 60_000_000_000n,
  s: 1_000_000_000n,
  ms: 1_000_000n,
};
const ORDER = Object.keys(UNITS);
const LONGEST = 2n ** 63n;

/** Seconds of a duration such as `1h30m` or `-5m`. Errors: `FunctionError` in Prometheus' words. */
export function parseDuration(text: string): number {
  const isNegative = text.startsWith("-");
  const nanoseconds = readDuration(isNegative ? text.slice(1) : text);
  // Negated as an integer, which knows no negative zero.
  return Number(isNegative ? -nanoseconds : nanoseconds) / 1e9;
}

function readDuration(text: string): bigint {
  if (text === "0") return 0n;
  if (text === "") throw new FunctionError("empty duration string");
  let total = 0n;
  let last = -1;
  for (let rest = text; rest !== ""; ) {
    const part = /^([0-9]+)([^0-9]+)/.exec(rest);
    if (part === null || BigInt(part[1] ?? 0) >= 2n ** 64n) throw notADuration(text);
    const [whole, digits = "0", unit = ""] = part;
    const size = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (size === undefined) throw new FunctionError(`unknown unit ${quote(unit)} in duration ${quote(text)}`);
    if (ORDER.indexOf(unit) <= last) throw notADuration(text);
    last = ORDER.indexOf(unit);
    const count = BigInt(digits);
    if (count > LONGEST / size) throw new FunctionError("duration out of range");
    total += count * size;
    if (total > LONGEST - 1n) throw new FunctionError("duration out of range");
    rest = rest.slice(whole.length);
  }
  return total;
}

function notADuration(text: string): FunctionError {
  return new FunctionError(`not a valid duration string: ${quote(text)}`);
}

/** Host and port of an address, as Go's `net.SplitHostPort` takes them apart; `undefined` where it refuses. */
export function splitHostPort(address: string): { readonly host: string; readonly port: string } | undefined {
  const colon = address.lastIndexOf(":");
  if (colon === -1) return undefined;
  const port = address.slice(colon + 1);
  let host = address.slice(0, colon);
  if (address.startsWith("[")) {
    const close = address.indexOf("]");
    if (close === -1 || close + 1 !== colon) return undefined;
    host = address.slice(1, close);
    if (/[[\]]/.test(host) || /[[\]]/.test(port)) return undefined;
  } else if (/[:[\]]/.test(host) || /[[\]]/.test(port)) {
    return undefined;
  }
  return { host, port };
}

/** The address with the host only up to its first dot; addresses of IP stay as they are. */
export function stripDomain(address: string): string {
  const split = splitHostPort(address);
  const host = split?.host ?? address;
  if (isIp(host)) return address;
  const short = host.split(".")[0] ?? "";
  if (split === undefined || split.port === "") return short;
  return /[:%]/.test(short) ? `[${short}]:${split.port}` : `${short}:${split.port}`;
}

function isIp(text: string): boolean {
  const part = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  const four = new RegExp(`^${part}(?:\\.${part}){3}$`);
  if (four.test(text)) return true;
  if (!text.includes(":")) return false;
  const tail = text.slice(text.lastIndexOf(":") + 1);
  const plain = four.test(tail) ? `${text.slice(0, -tail.length)}0:0` : text;
  const halves = plain.split("::");
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2 || !groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? groups.length < 8 : groups.length === 8;
}

const WORD =
  /[\p{L}\p{Nd}_](?:[\p{L}\p{M}\p{Nd}_\u00ad]|(?<=\p{L}\p{M}*)['’.:·․﹒＇．](?=\p{L})|(?<=\p{Nd})[.,;'’](?=\p{Nd}))*/gu;

/** The text with the first letter of each word in upper case, the others as they are. */
export function titled(text: string): string {
  return text.replace(WORD, (word) => word.replace(/\p{L}/u, titleLetter));
}

/** Letters with a form of their own for the start of a word: digraphs such as `ǆ`. */
const DIGRAPHS = "ǅǈǋǲ";

function titleLetter(letter: string): string {
  const digraph = [...DIGRAPHS].find((one) => one.toLowerCase() === letter.toLowerCase());
  // Georgian writes words without a capital.
  if (digraph !== undefined || /[\u10d0-\u10ff]/.test(letter)) return digraph ?? letter;
  const [first = "", ...rest] = letter.toUpperCase();
  return first + rest.join("").toLowerCase();
}

/** Upper case of each character on its own, as Go has it: there is none for `ß`. */
export function upper(text: string): string {
  return mapped(text, (character) => character.toUpperCase());
}

/** Lower case of each character on its own, as Go has it. */
export function lower(text: string): string {
  return mapped(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase()));
}

function mapped(text: string, change: (character: string) => string): string {
  let result = "";
  for (const character of text) {
    const changed = change(character);
    result += [...changed].length === 1 ? changed : character;
  }
  return result;
}
