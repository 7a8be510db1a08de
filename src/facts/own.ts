/** The entry of a table under a key that a template may choose: `constructor` and `__proto__` are no entries. */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key as keyof typeof table] : undefined;
}
