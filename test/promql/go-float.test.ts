import { describe, expect, it } from "vitest";
import { formatFixed, formatFloat, formatG } from "../../lib/promql/go-float.ts";

describe("numbers as Go prints them", () => {
  it("take an exponent from a million on and below a ten-thousandth", () => {
    expect([999999, 1e6, 1234567.5, 0.0001, 0.00001].map(formatFloat)).toEqual([
      "999999",
      "1e+06",
      "1.2345675e+06",
      "0.0001",
      "1e-05",
    ]);
  });

  it("sign infinities and negative zero", () => {
    expect([Infinity, -Infinity, Number.NaN, -0, 0].map(formatFloat)).toEqual(["+Inf", "-Inf", "NaN", "-0", "0"]);
  });

  it("keep so many digits, without zeros at the end, ties going to the even digit", () => {
    expect([123456, 0.125, 2.5, 100000, 0].map((value) => formatG(value, 2))).toEqual([
      "1.2e+05",
      "0.12",
      "2.5",
      "1e+05",
      "0",
    ]);
    expect([2.5, 3.5].map((value) => formatG(value, 1))).toEqual(["2", "4"]);
  });

  it("keep so many decimals, six when nobody says", () => {
    expect([1, 0.0000005, -1e21].map((value) => formatFixed(value))).toEqual([
      "1.000000",
      "0.000000",
      "-1000000000000000000000.000000",
    ]);
    expect([0.5, 1.5, 2.5].map((value) => formatFixed(value, 0))).toEqual(["0", "2", "2"]);
  });
});
