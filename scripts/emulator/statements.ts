let count = 0;

/** The number of checks that have passed. */
export const passed = () => count;

/** Runs one check, and prints its sentence if it passes. */
export async function holds(sentence: string, check: () => unknown): Promise<void> {
  await check();
  count += 1;
  console.log(`  ✓ ${sentence}`);
}
