import { SecretFeature } from '../../../facts/secrets-capability';
import { SECRET_SUFFIX } from '../../../facts/secrets-format';
import { Attribute, GAP, Part, partsOf } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { DeclaringTemplate, Resource } from '../evaluation/resource';
import { canonical } from '../iam/pattern-token';
import type { ResourceIndex } from '../index/resource-index';

/** A secret store, by the name of its service. */
export type Store = 'secretsmanager' | 'ssm';

const SECRET = 'AWS::SecretsManager::Secret';
const PARAMETER = 'AWS::SSM::Parameter';
/** Attributes of databases and the like that are ARNs of secrets which AWS keeps for them. */
const SECRET_ATTRIBUTE = /Secret(?:\.Secret)?Arn$/;
const SPELLED_SECRET = 'arn:x:secretsmanager:x:x:secret:x-aaaaaa';
/** Where the fields of an ARN stand between its colons. */
const SERVICE = 2;
const REGION = 3;
const ACCOUNT = 4;
const BEHIND_SECRET = 7;

/** A reference to something in Secrets Manager or Parameter Store, taken to pieces. */
export class StoredValue {
  /** What a reference stands for, when that much of it is known. A bare name is one of the store that the place asks. */
  public static of(reference: PartialString, template: DeclaringTemplate, names: Store = 'ssm'): StoredValue | undefined {
    const [first, ...rest] = reference.parts;
    if (typeof first === 'object') { return first.kind === 'attribute' ? ofResource(reference, first, rest, template) : undefined; }
    if (reference.head.startsWith('arn:')) { return ofArn(reference); }
    return isName(reference) ? new StoredValue(reference, 'name', names, arnOfName(reference, names, template)) : undefined;
  }

  public constructor(
    public readonly reference: PartialString,
    public readonly form: 'name' | 'ARN',
    /** The store; none when it is an ARN of another service. */
    public readonly store: Store | undefined,
    /** Its ARN, without JSON key and version. */
    public readonly arn: PartialString,
    /** What stands behind the ARN of a secret, each behind a colon: JSON key, version stage, version id. */
    public readonly fieldsBehind: readonly PartialString[] = [],
    /** The secret or parameter, where it is in the app. */
    public readonly resource?: Resource,
  ) {}

  /** The reference with an x for what only the deployment knows; nothing when a part of it may hold anything. */
  public get text(): string | undefined { return spelled(this.reference); }

  /** The ARNs that policies have to speak of; more than one where a name may or may not have the six characters that end it. */
  public get arns(): readonly PartialString[] {
    const end = this.arn.parts.at(-1);
    if (this.store === 'ssm' || typeof end !== 'string') { return [this.arn]; }
    const completed = PartialString.made([...this.arn.parts, '-', GAP]);
    return SECRET_SUFFIX.test(end) ? [this.arn, completed] : [completed];
  }

  /** Which member of the secret is taken, when it is known. */
  public get jsonKey(): string | undefined { return this.fieldsBehind[0]?.literal || undefined; }

  /** Whether a version is asked for by stage, and whether by id. */
  public get versionedBy(): readonly ('stage' | 'id')[] {
    return [...this.isFilled(1) ? ['stage' as const] : [], ...this.isFilled(2) ? ['id' as const] : []];
  }

  /** The Region that its ARN names, or an x. */
  public get region(): string | undefined { return this.form === 'ARN' ? this.text?.split(':')[REGION] : undefined; }

  /** The account that its ARN names, or an x. */
  public get account(): string | undefined { return this.form === 'ARN' ? this.text?.split(':')[ACCOUNT] : undefined; }

  /** What ECS must be able to do to inject it, when that is certain. */
  public featuresAs(usedAs: 'variable' | 'log option'): readonly SecretFeature[] {
    if (this.text === undefined) { return []; }
    if (usedAs === 'log option') { return [[0, 1, 2].some(at => this.isFilled(at)) ? 'logDriverJsonKeyOrVersion' : 'logDriverValue']; }
    if (this.store !== 'secretsmanager') { return ['parameter']; }
    const parts = (['secretJsonKey', 'secretVersionStage', 'secretVersionId'] as const).filter((_, at) => this.isFilled(at));
    return ['secret', ...parts];
  }

  private isFilled(at: number): boolean {
    const field = this.fieldsBehind.at(at);
    return field !== undefined && field.literal !== '';
  }
}

/** The ARN of a secret with something behind it, as task definitions have it and policies must not. */
export function followed(arn: PartialString): PartialString { return PartialString.made([...arn.parts, ':', GAP]); }

/** Whether a name is that of a secret of the app, and of no parameter. */
export function isSecretName(name: string, application: ResourceIndex): boolean { return application.memo(namesOfSecretsAlone).has(name); }

function namesOfSecretsAlone(application: ResourceIndex): ReadonlySet<string> {
  const parameters = application.ofType(PARAMETER).map(({ properties }) => properties.text('Name'));
  if (parameters.some(name => name.isDeferred)) { return new Set(); }
  const taken = new Set(parameters.flatMap(name => name.possible));
  return new Set(application.ofType(SECRET).flatMap(({ properties }) => properties.text('Name').known ?? []).filter(name => !taken.has(name)));
}

function ofResource(reference: PartialString, attribute: Attribute, rest: readonly Part[], template: DeclaringTemplate): StoredValue | undefined {
  if (isParameter(attribute)) {
    const { resource } = attribute;
    const name = PartialString.made([resource.properties.text('Name').known ?? GAP, ...rest]);
    return new StoredValue(reference, 'name', 'ssm', arnOfName(name, 'ssm', template), [], rest.length === 0 ? resource : undefined);
  }
  if (!isSecretArn(attribute)) { return undefined; }
  const own = canonical(attribute) ?? attribute;
  const [end, ...behind] = fieldsOf(rest);
  return new StoredValue(
    reference, 'ARN', 'secretsmanager', PartialString.made([own, ...end]), behind.map(PartialString.made), own.resource.type === SECRET ? own.resource : undefined,
  );
}

function ofArn(reference: PartialString): StoredValue | undefined {
  const fields = fieldsOf(reference.parts);
  const [service, ...others] = fields[SERVICE] ?? [];
  if (typeof service !== 'string' || others.length > 0) { return undefined; }
  switch (service) {
    case 'ssm': return new StoredValue(reference, 'ARN', service, reference, [], reference.parts.find(isParameter)?.resource);
    case 'secretsmanager': {
      const arn = PartialString.made(joinFields(fields.slice(0, BEHIND_SECRET)));
      return new StoredValue(reference, 'ARN', service, arn, fields.slice(BEHIND_SECRET).map(PartialString.made));
    }
    default: return new StoredValue(reference, 'ARN', undefined, reference);
  }
}

/** Whether it cannot turn out to be an ARN. */
function isName(reference: PartialString): boolean { return reference.head.startsWith('/') || spelled(reference) !== undefined; }

function arnOfName(name: PartialString, store: Store, template: DeclaringTemplate): PartialString {
  const [prefix] = template.evaluate({ 'Fn::Sub': `arn:\${AWS::Partition}:${store}:\${AWS::Region}:\${AWS::AccountId}:` });
  return PartialString.made([...partsOf(prefix), store === 'ssm' ? parameterType(name) : 'secret:', ...name.parts]);
}

/** What stands before the name in an ARN: a slash, unless the name brings its own. */
function parameterType({ parts: [first] }: PartialString): string {
  const mayHaveSlash = typeof first === 'string' ? first.startsWith('/') : first?.kind === 'gap';
  return mayHaveSlash ? 'parameter' : 'parameter/';
}

function isSecretArn({ resource: { type }, attribute }: Attribute): boolean {
  return type.startsWith('AWS::SecretsManager::') && (attribute === 'Ref' || attribute === 'Id') || SECRET_ATTRIBUTE.test(attribute);
}

function isParameter(part: Part): part is Attribute {
  return typeof part === 'object' && part.kind === 'attribute' && part.resource.type === PARAMETER && part.attribute === 'Ref';
}

function spelled(reference: PartialString): string | undefined {
  const parts = reference.parts.map(spell);
  return parts.includes(undefined) ? undefined : parts.join('');
}

function spell(part: Part): string | undefined {
  if (typeof part === 'string') { return part; }
  if (part.kind === 'gap') { return undefined; }
  if (part.kind === 'pseudo') { return 'x'; }
  if (isSecretArn(part)) { return SPELLED_SECRET; }
  // a name that CloudFormation makes has no slash
  return isParameter(part) ? part.resource.properties.text('Name').orDefault('x').known : undefined;
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
