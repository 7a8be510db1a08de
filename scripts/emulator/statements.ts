let count = 0;

/** How many statements hold so far. */
export const passed = () => count;

/** One sentence that holds, or the end. */
export async function holds(sentence: string, check: () => unknown): Promise<void> {
  await check();
  count += 1;
  console.log(`  ✓ ${sentence}`);
}
