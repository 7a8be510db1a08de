import { existsSync, readdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

const RULES = join(__dirname, '../src/validation/rules');
export const REGISTRY = join(RULES, 'registry.generated.ts');

/** The source of the registry, generated from the files of the rules. */
export function registryText(): string {
  const names = readdirSync(RULES, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(({ name: domain }) => readdirSync(join(RULES, domain))
      .filter(file => file.endsWith('.ts'))
      .map(file => ({ domain, id: file.slice(0, -'.ts'.length) })))
    .sort((a, b) => a.domain.localeCompare(b.domain) || a.id.localeCompare(b.id));
  const variable = (id: string) => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return [
    '// Generated from the files in this folder by projenrc/rule-registry.ts.',
    ...names.map(({ domain, id }) => `import ${variable(id)} from './${domain}/${id}';`),
    'import type { NamedRule } from \'./rule\';',
    '',
    'export const RULES: readonly NamedRule[] = [',
    ...names.map(({ domain, id }) => `  { id: '${id}', domain: '${domain}', ...${variable(id)} } as NamedRule,`),
    '];',
    '',
  ].join('\n');
}

if (require.main === module && (!existsSync(REGISTRY) || readFileSync(REGISTRY, 'utf8') !== registryText())) { writeFileSync(REGISTRY, registryText()); }
