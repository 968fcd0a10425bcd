/** What a map has for a key; where it has nothing, what `make` gives, which it has from then on. */
export function getOrMake<K, V extends {}>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
