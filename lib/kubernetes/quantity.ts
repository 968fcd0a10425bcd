import { tidy } from "../core/decimal.ts";

const BINARY = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const DECIMAL: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/**
 * The number that a quantity of Kubernetes stands for: `500m` is 0.5, `1Gi` is 1,073,741,824
 * (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/); `undefined` for other text.
 */
export function readQuantity(text: string): number | undefined {
  const match = /^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?:([eE][+-]?[0-9]+)|([KMGTPE]i|[numkMGTPE]?))$/.exec(text);
  if (match === null) return undefined;
  const [, digits = "", exponent = "", suffix = ""] = match;
  const binary = BINARY.indexOf(suffix);
  if (binary >= 0) return tidy(Number(digits) * 1_024 ** (binary + 1));
  return tidy(Number(`${digits}${exponent}`) * (DECIMAL[suffix] ?? 1));
}

/** CPU as Kubernetes writes it: `500m`, `2`. Units: cores. */
export function cpuText(cores: number): string {
  return Number.isInteger(cores) ? `${cores}` : `${Math.ceil(tidy(cores * 1_000))}m`;
}

/** Memory as Kubernetes writes it: `512Mi`, `2Gi`. Units: bytes. */
export function memoryText(bytes: number): string {
  for (let power = BINARY.length; power > 0; power--) {
    const unit = 1_024 ** power;
    if (bytes >= unit && bytes % unit === 0) return `${bytes / unit}${BINARY[power - 1]}`;
  }
  return `${Math.ceil(bytes)}`;
}
