import { quantityInWords } from "../../model/conventions.ts";

/** A length of time in words. Units: seconds. */
export function time(seconds: number): string {
  return quantityInWords({ unit: "seconds", value: seconds });
}
