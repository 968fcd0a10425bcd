import { describe, expect, it } from "vitest";
import { firstOutside } from "../../../lib/prove/others/slack.ts";

const of = (text: string): Uint8Array => Uint8Array.from(text, (sign) => (sign === "F" ? 1 : 0));

describe("an alert that may be 2 evaluations early or late", () => {
  it("is right when it fires 2 evaluations late and resolves 2 early", () => {
    expect(firstOutside(of("......FFFF......"), of("....FFFFFFFF...."), { evaluations: 2 })).toBeUndefined();
  });

  it("is wrong at the third evaluation at which it should fire and does not", () => {
    expect(firstOutside(of(".......FFFFF...."), of("....FFFFFFFF...."), { evaluations: 2 })).toBe(6);
  });

  it("is wrong when it fires 3 evaluations early", () => {
    expect(firstOutside(of(".FFFFFF"), of("....FFF"), { evaluations: 2 })).toBe(1);
  });

  it("may miss what lasts 2 evaluations, since it may come and go in between", () => {
    expect(firstOutside(of("........"), of("...FF..."), { evaluations: 2 })).toBeUndefined();
    expect(firstOutside(of(".........."), of("..FFFFFF.."), { evaluations: 2 })).toBe(4);
  });

  it("is wrong when it fires although it never should", () => {
    expect(firstOutside(of("..F.."), of("....."), { evaluations: 2 })).toBe(2);
  });
});
