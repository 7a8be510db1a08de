import type { Phrase } from './phrase';
import type { Part } from './term';
import { SecretFeature } from '../../facts/secrets-capability';

/** A reference to a secret or parameter, taken to pieces. */
export interface SecretForm {
  /** All of it; what only the deployment knows is an x. */
  readonly text: string;
  readonly kind: 'name' | 'parameter ARN' | 'secret ARN' | 'other ARN';
  /** What stands between the colons. */
  readonly fields: readonly string[];
  readonly jsonKey: string;
  readonly versionStage: string;
  readonly versionId: string;
}

const WHOLE_SECRET = 'arn:x:secretsmanager:x:x:secret:x-aaaaaa';

/** How a reference is written; nothing when a part of it may hold anything. */
export function secretForm(reference: Phrase | undefined): SecretForm | undefined {
  const spelled = reference?.parts.map(spell);
  if (!spelled || spelled.some(part => part === undefined)) { return undefined; }
  const text = spelled.join('');
  const fields = text.split(':');
  const [jsonKey = '', versionStage = '', versionId = ''] = fields.slice(7);
  return { text, kind: kindOf(text, fields[2]), fields, jsonKey, versionStage, versionId };
}

/** What ECS must be able to do to inject it. */
export function featuresOf({ kind, jsonKey, versionStage, versionId }: SecretForm, usedAs: 'variable' | 'log option'): readonly SecretFeature[] {
  const isPart = [jsonKey, versionStage, versionId].some(field => field !== '');
  if (usedAs === 'log option') { return [isPart ? 'logDriverJsonKeyOrVersion' : 'logDriverValue']; }
  if (kind !== 'secret ARN') { return ['parameter']; }
  return [
    'secret',
    ...jsonKey === '' ? [] : ['secretJsonKey' as const],
    ...versionStage === '' ? [] : ['secretVersionStage' as const],
    ...versionId === '' ? [] : ['secretVersionId' as const],
  ];
}

function kindOf(text: string, service: string | undefined): SecretForm['kind'] {
  if (!text.startsWith('arn:')) { return 'name'; }
  return service === 'secretsmanager' ? 'secret ARN' : service === 'ssm' ? 'parameter ARN' : 'other ARN';
}

function spell(part: Part): string | undefined {
  if (typeof part === 'string') { return part; }
  if (part.kind === 'gap') { return undefined; }
  if (part.kind === 'pseudo') { return 'x'; }
  const { resource: { type, properties }, attribute } = part;
  if (type.startsWith('AWS::SecretsManager::') && (attribute === 'Ref' || attribute === 'Id')) { return WHOLE_SECRET; }
  // a name that CloudFormation makes has no slash
  const name = properties.text('Name').orDefault('x');
  return type === 'AWS::SSM::Parameter' && attribute === 'Ref' ? name.known : undefined;
}
