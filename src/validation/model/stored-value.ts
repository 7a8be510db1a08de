import { canonical, isArn } from './iam/sign';
import { Phrase } from './phrase';
import type { Resource } from './resource';
import type { Template } from './template';
import { Attribute, GAP, Part, partsOf } from './term';
import { SECRET_SUFFIX } from '../../facts/secrets-format';

/** Something in Secrets Manager or Parameter Store that a task definition refers to. */
export interface StoredValue {
  readonly store: 'secretsmanager' | 'ssm';
  /** The ARN as it is written, without JSON key and version. */
  readonly written: Phrase;
  /** The ARN that policies have to speak of; more than one where a name may or may not have the six characters that end it. */
  readonly arns: readonly Phrase[];
  /** The secret or parameter, where it is in the app. */
  readonly resource?: Resource;
  /** Which member of the secret is taken, when it is known. */
  readonly jsonKey?: string;
}

const SECRET = 'AWS::SecretsManager::Secret';
const PARAMETER = 'AWS::SSM::Parameter';
/** Attributes of databases and the like that are ARNs of secrets which AWS keeps for them. */
const SECRET_ATTRIBUTE = /Secret(?:\.Secret)?Arn$/;
const JSON_KEY_FIELD = 7;

/** What a reference in a task definition stands for, when that much of it is known. */
export function storedValue(reference: Phrase, template: Template): StoredValue | undefined {
  const [first, ...rest] = reference.parts;
  if (typeof first === 'object') { return first.kind === 'attribute' ? valueOfResource(first, rest, template) : undefined; }
  if (reference.head.startsWith('arn:')) { return valueOfArn(reference); }
  return reference.literal === undefined ? undefined : parameter(parameterArn(reference.literal, template));
}

function valueOfResource(attribute: Attribute, rest: readonly Part[], template: Template): StoredValue | undefined {
  const own = canonical(attribute);
  if (!own) { return undefined; }
  const { resource } = own;
  if (resource.type === PARAMETER && own.attribute === 'Ref' && rest.length === 0) {
    return { ...parameter(parameterArn(resource.properties.text('Name').known, template)), resource };
  }
  if (resource.type === SECRET && isArn(own)) { return secret(Phrase.made([own]), rest, resource); }
  return SECRET_ATTRIBUTE.test(own.attribute) ? secret(Phrase.made([own]), rest) : undefined;
}

function secret(arn: Phrase, rest: readonly Part[], resource?: Resource): StoredValue {
  const [, jsonKey] = typeof rest[0] === 'string' ? rest[0].split(':') : [];
  return { store: 'secretsmanager', written: arn, arns: [arn], resource, jsonKey: jsonKey === '' ? undefined : jsonKey };
}

function parameter(arn: Phrase): StoredValue {
  return { store: 'ssm', written: arn, arns: [arn] };
}

function parameterArn(name: string | undefined, template: Template): Phrase {
  const [prefix] = template.evaluate({ 'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter' });
  return Phrase.made([...partsOf(prefix), name === undefined ? GAP : name.startsWith('/') ? name : `/${name}`]);
}

function valueOfArn(reference: Phrase): StoredValue | undefined {
  const fields = fieldsOf(reference.parts);
  const [, , service, , , , id, key] = fields;
  // what is not known may hold colons, except where it ends the text
  if (fields.slice(0, 6).flat().some(part => typeof part === 'object' && part.kind !== 'pseudo')) { return undefined; }
  if (service?.[0] === 'ssm') { return parameter(reference); }
  if (service?.[0] !== 'secretsmanager' || id === undefined) { return undefined; }
  const arn = joinFields(fields.slice(0, JSON_KEY_FIELD));
  const written = Phrase.made(arn);
  const jsonKey = typeof key?.[0] === 'string' ? key[0] : undefined;
  return { store: 'secretsmanager', written, arns: completeArns(arn, id.at(-1), written), jsonKey };
}

/** A name may end like a complete ARN by chance. */
function completeArns(arn: readonly Part[], end: Part | undefined, written: Phrase): readonly Phrase[] {
  if (typeof end !== 'string') { return [written]; }
  const completed = Phrase.made([...arn, '-', GAP]);
  return SECRET_SUFFIX.test(end) ? [written, completed] : [completed];
}

function fieldsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const fields: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') { fields.at(-1)!.push(part); continue; }
    const [first, ...others] = part.split(':');
    if (first !== '') { fields.at(-1)!.push(first); }
    fields.push(...others.map(field => field === '' ? [] : [field]));
  }
  return fields;
}

function joinFields(fields: readonly (readonly Part[])[]): readonly Part[] {
  return fields.flatMap((field, index) => index === 0 ? field : [':', ...field]);
}

/** The ARN of a secret with something behind it, as task definitions have it and policies must not. */
export function followed(arn: Phrase): Phrase { return Phrase.made([...arn.parts, ':', GAP]); }
