import fc from "fast-check";
import type { Json } from "../../lib/core/json.ts";
import * as b from "../../lib/index.ts";

/** One value as models in TypeScript have it, and as models in YAML do. */
export type Twin<T = unknown> = readonly [typescript: T, yaml: Json];

/** Values of both kinds. */
export type Twins = fc.Arbitrary<Twin<never>>;

/** A value of both kinds. */
export const twin = (typescript: unknown, yaml: Json): Twin<never> => [typescript as never, yaml];
/** Values that both kinds write alike. */
export const same = <T extends Json>(values: fc.Arbitrary<T>): Twins => values.map((value) => twin(value, value));
/** Values that a constructor makes in TypeScript. */
export const mapped = (twins: Twins, change: (typescript: never) => unknown): Twins =>
  twins.map(([typescript, yaml]) => twin(change(typescript), yaml));

/** A value that may be assumed. */
export const leaf = (values: Twins): Twins =>
  fc.oneof(
    { weight: 4, arbitrary: values },
    fc.tuple(values, fc.string()).map(([[typescript, yaml], why]) => {
      return twin(b.assumed(typescript, why), { assumed: yaml, why });
    }),
  );

/** Lists of 1 to 3. */
export const list = (items: Twins, minLength = 1): Twins =>
  fc.array(items, { minLength, maxLength: 3 }).map((all) =>
    twin(
      all.map(([typescript]) => typescript),
      all.map(([, yaml]) => yaml),
    ),
  );

/** An object; keys with a question mark may be left out. */
export function record(fields: Readonly<Record<string, Twins>>): Twins {
  const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.replace("?", ""), value]));
  const requiredKeys = Object.keys(fields).filter((key) => !key.endsWith("?"));
  return fc.record(plain, { requiredKeys }).map((found) => {
    const entries = Object.entries<Twin>(found);
    return twin(
      Object.fromEntries(entries.map(([key, [typescript]]) => [key, typescript])),
      Object.fromEntries(entries.map(([key, [, yaml]]) => [key, yaml])),
    );
  });
}

/** Things with a name of their own: a list in TypeScript, a map in YAML. */
export function named(item: Twins, make: (name: string, spec: never) => unknown): Twins {
  const name = fc.stringMatching(/^[A-Z][a-z.: ]{0,12}$/);
  return fc.uniqueArray(fc.tuple(name, item), { selector: ([key]) => key, maxLength: 3 }).map((all) =>
    twin(
      all.map(([key, [typescript]]) => make(key, typescript)),
      Object.fromEntries(all.map(([key, [, yaml]]) => [key, yaml])),
    ),
  );
}

/** Texts in one place that nobody has to assume. */
export const plain = same(fc.string({ unit: "grapheme" }));
/** Texts. */
export const text = leaf(plain);
/** Lists of texts. */
export const texts = list(plain);
/** Lengths of time in whole minutes. */
export const duration = leaf(fc.integer({ min: 1, max: 999 }).map((value) => twin(b.minutes(value), `${value}m`)));
