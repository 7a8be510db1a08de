/** The same function, computed once for each object: several rules ask for its results. */
export function onceForEach<K extends object, T>(compute: (key: K) => T): (key: K) => T {
  const results = new WeakMap<K, { readonly result: T }>();
  return key => {
    const known = results.get(key);
    if (known) { return known.result; }
    const result = compute(key);
    results.set(key, { result });
    return result;
  };
}
