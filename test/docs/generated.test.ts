import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { REGISTRY, registryText } from '../../projenrc/rule-registry';
import { rulesDocument } from '../../scripts/support/rules-document';

const REPOSITORY = resolve(__dirname, '../..');

test('the registry lists the rules that exist', () => {
  expect(readFileSync(REGISTRY, 'utf8')).toBe(registryText());
});

test('RULES.md is generated from the rules as they are', () => {
  expect(readFileSync(join(REPOSITORY, 'RULES.md'), 'utf8')).toBe(rulesDocument());
});

test('API.md is generated from the docstrings as they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'api-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [join(REPOSITORY, 'node_modules/.bin/jsii-docgen'), '-o', join(folder, 'API.md')], { cwd: REPOSITORY, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(join(REPOSITORY, 'API.md'), 'utf8')).toBe(readFileSync(join(folder, 'API.md'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
