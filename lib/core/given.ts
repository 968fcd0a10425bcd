/** `{ [key]: value }`, or nothing when the value is absent: optional properties are left out, never `undefined`. */
export function given<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  // A computed key widens to an index signature; the one key that it has is Key.
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}
