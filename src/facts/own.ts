/** The entry of a table for a key that comes from a template: `constructor` and `__proto__` are not entries. */
export function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key as keyof typeof table] : undefined;
}
