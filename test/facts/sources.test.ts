import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';

const FACTS = join(__dirname, '..', '..', 'src', 'facts');

/** Files with types and functions alone, and generated data. */
const WITHOUT_SOURCES: readonly string[] = ['instance-types.generated.ts', 'own.ts', 'value-format.ts', 'verdict.ts', 'versions.ts'];

test.each(readdirSync(FACTS).filter(file => !WITHOUT_SOURCES.includes(file)))('%s names its sources and when they were read', file => {
  const text = readFileSync(join(FACTS, file), 'utf8');
  expect(text).toMatch(/https:\/\/|@see/);
  expect(text).toMatch(/[Rr]ead (?:in .+ )?on 20\d\d-\d\d-\d\d/);
});
