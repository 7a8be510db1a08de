import { NO_SECRETS } from '../../../facts/plaintext-secrets';
import { ATTACHED_MEMBERS } from '../../../facts/secret-contents';
import { jsonIn } from '../evaluation/json-text';
import type { Resource } from '../evaluation/resource';
import { mayBeChangedOutside } from '../index/external-access';
import type { ResourceIndex, PointsAt } from '../index/resource-index';
import { mayNameOne } from '../index/unresolved-reference';

const SECRET = 'AWS::SecretsManager::Secret';

/** The contents of a secret of the app when it is created. */
export interface SecretContents {
  /** The keys of its JSON object; `undefined` for plain text. */
  readonly members?: readonly string[];
  /** Whether the template sets all of it, and nothing changes it later: no other resource, and no person, as with a placeholder. */
  readonly isFinal: boolean;
}

/** The contents of a secret; `undefined` if they are unknown. */
export function secretContents(secret: Resource, application: ResourceIndex): SecretContents | undefined {
  if (mayBeChangedOutside(secret, application) || application.memo(hasUnresolvedChanges)) { return undefined; }
  const attached = application.pointingAt(secret, 'AWS::SecretsManager::SecretTargetAttachment', secretOf).length > 0;
  const rotated = application.pointingAt(secret, 'AWS::SecretsManager::RotationSchedule', secretOf).length > 0;
  const contents = writtenContents(secret) ?? generatedContents(secret);
  if (!contents) { return undefined; }
  const isFinal = contents.isFinal && !attached && !rotated;
  return attached ? { members: [...contents.members ?? [], ...ATTACHED_MEMBERS], isFinal } : { ...contents, isFinal };
}

function writtenContents({ properties }: Resource): SecretContents | undefined {
  const text = properties.text('SecretString').known;
  return text === undefined ? undefined : { members: membersOf(text), isFinal: !isPlaceholder(text) };
}

/** A generated string is the whole secret, or the value of one key in a template. */
function generatedContents({ properties }: Resource): SecretContents | undefined {
  const generated = properties.get('GenerateSecretString');
  if (!properties.get('SecretString').isAbsent || !generated.isGiven) { return undefined; }
  const key = generated.text('GenerateStringKey');
  const template = generated.text('SecretStringTemplate');
  if (key.isAbsent && template.isAbsent) { return { isFinal: false }; }
  const members = template.known === undefined ? undefined : membersOf(template.known);
  return members && key.known !== undefined ? { members: [...members, key.known], isFinal: false } : undefined;
}

function membersOf(text: string): readonly string[] | undefined {
  const parsed = objectOf(text);
  return parsed && Object.keys(parsed);
}

/** Whether no value is usable: an empty object, empty texts, `changeme`. */
function isPlaceholder(text: string): boolean {
  return Object.values(objectOf(text) ?? { text }).every(value => NO_SECRETS.some(each => each.test(String(value))));
}

function objectOf(text: string): object | undefined {
  const parsed = jsonIn(text);
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
}

/** Whether the app attaches or rotates an unknown secret, which may be any. */
function hasUnresolvedChanges(application: ResourceIndex): boolean {
  return ['AWS::SecretsManager::SecretTargetAttachment', 'AWS::SecretsManager::RotationSchedule']
    .some(type => application.ofType(type).some(({ properties }) => mayNameOne(properties.get('SecretId'), SECRET, application)));
}

const secretOf: PointsAt = ({ properties }, application) => {
  const secret = properties.target('SecretId') ?? application.resolve(properties.get('SecretId'), SECRET, 'Name');
  return secret?.type === 'AWS::SecretsManager::SecretTargetAttachment' ? [secret.properties.target('SecretId') ?? secret] : secret ? [secret] : [];
};
