import { describe, expect, it } from "vitest";
import { alertStates } from "../../../lib/prove/reference/alert-states.ts";
import { PrefixSums } from "../../../lib/prove/reference/prefix-sums.ts";

/** Evaluations a minute apart. */
const every = (count: number, missed?: ReadonlySet<number>) => ({
  interval: 60_000,
  count,
  ...(missed === undefined ? {} : { missed }),
});

const held = (text: string) => [...text].map((sign) => sign === "x");
const shown = (states: Uint8Array) => [...states].map((state) => ".pF"[state]).join("");

describe("an alert with `for` 3m, evaluated every minute", () => {
  it("fires at the fourth evaluation in a row, since the first one starts the clock", () => {
    expect(shown(alertStates(held(".xxxxx."), 180_000, every(7)))).toBe(".pppFF.");
  });

  it("starts anew after one evaluation without it", () => {
    expect(shown(alertStates(held("xxx.xxxx"), 180_000, every(8)))).toBe("ppp.pppF");
  });

  it("fires when 2 evaluations in between are missed, since the clock goes on", () => {
    expect(shown(alertStates(held("xx..xx"), 180_000, every(6, new Set([2, 3]))))).toBe("ppppFF");
  });

  it("stays firing while evaluations are missed, and resolves at the next one", () => {
    expect(shown(alertStates(held("xxxx..."), 180_000, every(7, new Set([4, 5]))))).toBe("pppFFF.");
  });
});

it("an alert without `for` fires at once", () => {
  expect(shown(alertStates(held(".x."), 0, every(3)))).toBe(".F.");
});

describe("prefix sums", () => {
  it("of 0.1 after a billion are exactly 0.1, and of three of them 0.30000000000000004 at most one bit off", () => {
    const sums = new PrefixSums([1e9, 0.1, 0.1, 0.1]);
    expect(sums.sum(1, 1)).toBe(0.1);
    expect(sums.sum(1, 3)).toBeCloseTo(0.3, 15);
  });

  it("leave out what is missing, and give NaN where there is nothing", () => {
    const sums = new PrefixSums([1, Number.NaN, 4]);
    expect(sums.sum(0, 2)).toBe(5);
    expect(sums.mean(0, 2)).toBe(2.5);
    expect(sums.count(1, 1)).toBe(0);
    expect(sums.sum(1, 1)).toBeNaN();
    expect(sums.sum(-5, 10)).toBe(5);
  });
});
