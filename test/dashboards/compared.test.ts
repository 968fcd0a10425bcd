import { describe, expect, it } from "vitest";
import { comparedIn } from "../../lib/dashboards/compared.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";

/** `values | limits`, or nothing. */
function compared(promql: string): string | undefined {
  const found = comparedIn(parse(promql));
  if (found === undefined) return undefined;
  const limits = found.limits.map(({ comparison, value }) => `${comparison} ${value}`);
  return `${found.values.map(print).join(" ; ")} | ${limits.join(", ")}`;
}

describe("what an alert compares", () => {
  it("is the side that is no number, whichever side that is", () => {
    expect(compared("sum(x) > 0.8")).toBe("sum(x) | above 0.8");
    expect(compared("0.8 <= sum(x)")).toBe("sum(x) | atLeast 0.8");
    expect(compared("x < -5")).toBe("x | below -5");
    expect(compared("(x <= 3)")).toBe("x | atMost 3");
  });

  it("is what is compared before a condition on when it counts", () => {
    expect(compared("a / b > 0.01 and on (job) sum(c) >= 10")).toBe("a / b | above 0.01");
    expect(compared("a > 1 unless b > 2")).toBe("a | above 1");
    expect(compared("x - time() < 604800 > 0")).toBe("x - time() | below 604800");
  });

  it("is both sides of a choice with one limit, and one value with both limits", () => {
    expect(compared("a == 1 or b == 1")).toBe("a ; b | atLeast 1");
    expect(compared("sum(a) < 100 or sum(a) > 500")).toBe("sum(a) | below 100, above 500");
    expect(compared("a > 1 or b > 2")).toBeUndefined();
  });

  it("is a state that is 0 or 1 on the side on which the alert holds", () => {
    expect(compared("up == 0")).toBe("up | atMost 0");
    expect(compared("pressure == 1")).toBe("pressure | atLeast 1");
  });

  it("is nothing where no number is compared", () => {
    for (const promql of ["a > b", "a", "absent(a)", "a > bool 1", "a != 3"]) expect(compared(promql)).toBeUndefined();
  });
});
