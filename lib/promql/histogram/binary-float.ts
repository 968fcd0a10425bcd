const view = new DataView(new ArrayBuffer(8));

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** 2 to the power of a whole number from -1022 to 1023, exactly. */
function powerOfTwo(exponent: number): number {
  view.setUint32(0, (exponent + 1023) << 20);
  view.setUint32(4, 0);
  return view.getFloat64(0);
}

/** `fraction` times 2 to the power of a whole number, rounded once. */
export function scaleByPowerOfTwo(fraction: number, exponent: number): number {
  if (exponent > 1023) return fraction * powerOfTwo(1023) * powerOfTwo(Math.min(exponent - 1023, 1023));
  if (exponent < -1000) return fraction * powerOfTwo(-900) * powerOfTwo(Math.max(exponent + 900, -1022));
  return fraction * powerOfTwo(exponent);
}

/** Whether two numbers have the same bits, up to the payload of NaN, which JavaScript does not keep. */
export function sameBits(a: number, b: number): boolean {
  return Object.is(a, b);
}

/**
 * The binary logarithm, as the engine of Prometheus computes it: interpolation between bucket bounds must not differ in
 * its last digits from one browser to the next. Polynomials are those of fdlibm (https://www.netlib.org/fdlibm/e_log.c).
 */
export function log2(value: number): number {
  if (!(value > 0) || value === Infinity) return Math.log2(value);
  const subnormal = value < 2.2250738585072014e-308;
  view.setFloat64(0, subnormal ? value * powerOfTwo(60) : value);
  const high = view.getUint32(0);
  const exponent = (high >>> 20) - 1022 - (subnormal ? 60 : 0);
  view.setUint32(0, (high & 0xfffff) | (1022 << 20));
  const fraction = view.getFloat64(0);
  if (fraction === 0.5) return exponent - 1;
  return naturalLog(fraction) * (1 / Math.LN2) + exponent;
}

/** For 0.5 to 1. */
function naturalLog(fraction: number): number {
  const halve = fraction < Math.SQRT1_2;
  const k = halve ? -1 : 0;
  const f = (halve ? fraction * 2 : fraction) - 1;
  const s = f / (2 + f);
  const s2 = s * s;
  const s4 = s2 * s2;
  const odd =
    s2 * (0.6666666666666735 + s4 * (0.2857142874366239 + s4 * (0.1818357216161805 + s4 * 0.14798198605116586)));
  const even = s4 * (0.3999999999940942 + s4 * (0.22222198432149784 + s4 * 0.15313837699209373));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + odd + even) + k * LN2_LOW) - f);
}

/** 2 to the power of `value`, with the polynomial of fdlibm (https://www.netlib.org/fdlibm/e_exp.c). */
export function exp2(value: number): number {
  if (Number.isNaN(value)) return NaN;
  if (value > 1023.9999999999999) return Infinity;
  if (value < -1074) return 0;
  const k = Math.trunc(value < 0 ? value - 0.5 : value + 0.5);
  const rest = value - k;
  const high = rest * LN2_HIGH;
  const low = -rest * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666666 +
        t *
          (-0.0027777777777015593 +
            t * (6.613756321437934e-5 + t * (-1.6533902205465252e-6 + t * 4.1381367970572385e-8))));
  return scaleByPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), k);
}
