/** Which parts of the language to accept that Prometheus keeps behind feature flags. Defaults: those of Prometheus 3.15. */
export interface ParseOptions {
  /** Everything below; what is set beside it wins. */
  readonly experimental?: boolean;
  /** Functions and aggregations of `--enable-feature=promql-experimental-functions`; default `false`. */
  readonly experimentalFunctions?: boolean;
  /** Arithmetic where durations stand, `x[5m * 2]`; default `true`, as Prometheus accepts it without a flag since 3.14. */
  readonly durationExpressions?: boolean;
  /** `anchored` and `smoothed`, `--enable-feature=promql-extended-range-selectors`; default `false`. */
  readonly extendedRangeSelectors?: boolean;
  /** `fill`, `fill_left` and `fill_right`, `--enable-feature=promql-binop-fill-modifiers`; default `false`. */
  readonly fillModifiers?: boolean;
}

/** The options of one run of the parser, none left open. */
export type Features = Required<Omit<ParseOptions, "experimental">> & {
  /** Calls of functions that do not exist are refused, as they are by Prometheus. */
  readonly knownFunctions: boolean;
};

/** The options with their defaults. */
export function featuresOf(options: ParseOptions | undefined): Features {
  const all = options?.experimental === true;
  return {
    experimentalFunctions: options?.experimentalFunctions ?? all,
    durationExpressions: options?.durationExpressions ?? true,
    extendedRangeSelectors: options?.extendedRangeSelectors ?? all,
    fillModifiers: options?.fillModifiers ?? all,
    knownFunctions: true,
  };
}

/** By grammar alone: everything that can be read. */
export const EVERYTHING: Features = { ...featuresOf({ experimental: true }), knownFunctions: false };
