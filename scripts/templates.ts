import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { parseDocument, ScalarTag, CollectionTag } from 'yaml';
import type { RawTemplate } from '../src/validation/model/evaluation/source';

/** The template files of a folder, in order; or a single file. */
export function templateFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) { return [path]; }
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.(json|ya?ml|template)$/.test(file))
    .sort()
    .map(file => join(path, file));
}

/** A JSON or YAML template with the long forms of intrinsic functions. Accepts some invalid YAML, as CloudFormation does. */
export function readTemplate(file: string): RawTemplate {
  const document = parseDocument(readFileSync(file, 'utf8'), { customTags: SHORT_FORMS, uniqueKeys: false, strict: false, logLevel: 'silent' });
  return document.toJS({ maxAliasCount: -1 }) as RawTemplate;
}

const NAMES = ['Base64', 'Cidr', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Select', 'Split', 'Sub', 'Transform', 'Length', 'ToJsonString',
  'Ref', 'Condition', 'Equals', 'And', 'Or', 'Not'];

const longName = (name: string) => name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;

const SHORT_FORMS = NAMES.flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => ({ [longName(name)]: text }) },
  { tag: `!${name}`, collection: 'seq', resolve: seq => ({ [longName(name)]: (seq as { toJSON(): unknown }).toJSON() }) as never },
  { tag: `!${name}`, collection: 'map', resolve: map => ({ [longName(name)]: (map as { toJSON(): unknown }).toJSON() }) as never },
]);
