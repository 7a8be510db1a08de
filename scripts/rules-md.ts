import { mkdirSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { PAGES, ruleDocuments } from './support/rules-document';

const REPOSITORY = join(__dirname, '..');

// including pages of removed domains
rmSync(join(REPOSITORY, PAGES), { recursive: true, force: true });
mkdirSync(join(REPOSITORY, PAGES));
for (const [path, text] of ruleDocuments()) { writeFileSync(join(REPOSITORY, path), text); }
