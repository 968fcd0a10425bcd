/** `44,640`. */
export function numberInWords(value: number): string {
  return Math.round(value).toLocaleString("en");
}

/** A share with three digits: `1.39 %`, `0.00402 %`, `0 %`. */
export function shareInWords(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** `1 alert`, `6 alerts`. */
export function countOf(count: number, what: string): string {
  return `${numberInWords(count)} ${what}${count === 1 ? "" : "s"}`;
}
