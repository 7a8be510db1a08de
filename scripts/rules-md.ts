import { writeFileSync } from 'fs';
import { join } from 'path';
import { rulesDocument } from './support/rules-document';

writeFileSync(join(__dirname, '../RULES.md'), rulesDocument());
