import { writeFileSync } from 'fs';
import { join } from 'path';
import { coverageDocument } from './coverage';

writeFileSync(join(__dirname, '../docs/rule-coverage.md'), coverageDocument());
