import { SecretFeature } from '../../../facts/secrets-capability';
import { SECRET_SUFFIX } from '../../../facts/secrets-format';
import { Attribute, GAP, Part, partsOf } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';
import type { DeclaringTemplate, Resource } from '../evaluation/resource';
import { canonical } from '../iam/pattern-token';
import type { ResourceIndex } from '../index/resource-index';

/** A secret store: the service in its ARNs. */
export type Store = 'secretsmanager' | 'ssm';

const SECRET = 'AWS::SecretsManager::Secret';
const PARAMETER = 'AWS::SSM::Parameter';
/** Attributes, for example of databases, that return the ARN of a secret that AWS manages. */
const SECRET_ATTRIBUTE = /Secret(?:\.Secret)?Arn$/;
const SPELLED_SECRET = 'arn:x:secretsmanager:x:x:secret:x-aaaaaa';
/** Positions of the fields of an ARN. */
const SERVICE = 2;
const REGION = 3;
const ACCOUNT = 4;
const BEHIND_SECRET = 7;

/** A parsed reference to a secret in Secrets Manager or a parameter in Parameter Store. */
export class StoredValue {
  /** Parses a reference, if enough of it is known. A bare name belongs to the store `names`. */
  public static of(reference: PartialString, template: DeclaringTemplate, names: Store = 'ssm'): StoredValue | undefined {
    const [first, ...rest] = reference.parts;
    if (typeof first === 'object') { return first.kind === 'attribute' ? ofResource(reference, first, rest, template) : undefined; }
    if (reference.head.startsWith('arn:')) { return ofArn(reference); }
    return isName(reference) ? new StoredValue(reference, 'name', names, arnOfName(reference, names, template)) : undefined;
  }

  public constructor(
    public readonly reference: PartialString,
    public readonly form: 'name' | 'ARN',
    /** The store; `undefined` for an ARN of another service. */
    public readonly store: Store | undefined,
    /** Its ARN, without JSON key and version. */
    public readonly arn: PartialString,
    /** The fields after the ARN of a secret, separated by colons: JSON key, version stage, version id. */
    public readonly fieldsBehind: readonly PartialString[] = [],
    /** The secret or parameter, if it is in the app. */
    public readonly resource?: Resource,
  ) {}

  /** The reference with an x for each part that only the deployment knows; `undefined` if a part may be any text. */
  public get text(): string | undefined { return spelled(this.reference); }

  /** The ARNs that policies have to cover; two if the name may lack the suffix of six characters. */
  public get arns(): readonly PartialString[] {
    const end = this.arn.parts.at(-1);
    if (this.store === 'ssm' || typeof end !== 'string') { return [this.arn]; }
    const completed = PartialString.made([...this.arn.parts, '-', GAP]);
    return SECRET_SUFFIX.test(end) ? [this.arn, completed] : [completed];
  }

  /** The JSON key, if it is known. */
  public get jsonKey(): string | undefined { return this.fieldsBehind[0]?.literal || undefined; }

  /** Whether it requests a version by stage, by id, or both. */
  public get versionedBy(): readonly ('stage' | 'id')[] {
    return [...this.isFilled(1) ? ['stage' as const] : [], ...this.isFilled(2) ? ['id' as const] : []];
  }

  /** The Region in its ARN, or an x. */
  public get region(): string | undefined { return this.form === 'ARN' ? this.text?.split(':')[REGION] : undefined; }

  /** The account in its ARN, or an x. */
  public get account(): string | undefined { return this.form === 'ARN' ? this.text?.split(':')[ACCOUNT] : undefined; }

  /** The features that ECS needs to inject it, as far as they are certain. */
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

/** The ARN of a secret with further fields, which task definitions use but policies must not contain. */
export function followed(arn: PartialString): PartialString { return PartialString.made([...arn.parts, ':', GAP]); }

/** Whether a name belongs to a secret of the app and to no parameter. */
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

/** Whether it is certainly not an ARN. */
function isName(reference: PartialString): boolean { return reference.head.startsWith('/') || spelled(reference) !== undefined; }

function arnOfName(name: PartialString, store: Store, template: DeclaringTemplate): PartialString {
  const [prefix] = template.evaluate({ 'Fn::Sub': `arn:\${AWS::Partition}:${store}:\${AWS::Region}:\${AWS::AccountId}:` });
  return PartialString.made([...partsOf(prefix), store === 'ssm' ? parameterType(name) : 'secret:', ...name.parts]);
}

/** The text before the name in an ARN: it ends in a slash unless the name starts with one. */
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
  // a name that CloudFormation generates has no slash
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
