import { own } from '../../../facts/own';
import { Node } from '../evaluation/node';
import { PartialString } from '../evaluation/partial-string';
import type { Resource } from '../evaluation/resource';
import { statementsOf, anyElement, WrittenStatement } from '../iam/statement';
import { mayBeChangedOutside, mayBeProvisionedOutside } from '../index/external-access';
import type { ResourceIndex } from '../index/resource-index';

interface PolicyHolder {
  /** The resource type. */
  readonly type: string;
  /** The property that holds the policy. */
  readonly ownPolicy?: string;
  /** The type of a separate policy resource, with its properties for the target and the policy. */
  readonly separate?: { readonly type: string; readonly target: string; readonly policy: string };
}

/** Resource types whose resource policies may allow a principal that its identity policies do not, by the service prefix of the action. */
const POLICY_HOLDERS: Readonly<Record<string, PolicyHolder>> = {
  ecr: { type: 'AWS::ECR::Repository', ownPolicy: 'RepositoryPolicyText' },
  elasticfilesystem: { type: 'AWS::EFS::FileSystem', ownPolicy: 'FileSystemPolicy' },
  kinesis: { type: 'AWS::Kinesis::Stream', separate: { type: 'AWS::Kinesis::ResourcePolicy', target: 'ResourceArn', policy: 'ResourcePolicy' } },
  kms: { type: 'AWS::KMS::Key', ownPolicy: 'KeyPolicy' },
  s3: { type: 'AWS::S3::Bucket', separate: { type: 'AWS::S3::BucketPolicy', target: 'Bucket', policy: 'PolicyDocument' } },
  secretsmanager: { type: 'AWS::SecretsManager::Secret', separate: { type: 'AWS::SecretsManager::ResourcePolicy', target: 'SecretId', policy: 'ResourcePolicy' } },
};

/** Whether a resource policy of the app may allow a role an action. If the resource is not in the app, any of the policies may apply to it. */
export function resourcePolicyMayAdmit(role: Resource, action: string, on: PartialString, application: ResourceIndex): boolean {
  const [service] = action.split(':');
  if (service === 'lambda' && application.memo(admitsToFunctions)) { return true; }
  const holder = own(POLICY_HOLDERS, service);
  if (holder === undefined) { return false; }
  const mayBeGivenOne = on.resources.some(resource => resource.type === holder.type && mayBeProvisionedOutside(resource, application));
  return mayBeGivenOne || documentsOf(holder, on, application).some(document => mayAdmit(document, role, action));
}

/** Whether a key policy certainly excludes a role. IAM policies of the role count only if the key policy names the account. */
export function keyPolicyKeepsOut(role: Resource, action: string, on: PartialString, application: ResourceIndex): boolean {
  const [key, ...others] = on.resources;
  if (!action.startsWith('kms:') || key?.type !== 'AWS::KMS::Key' || others.length > 0) { return false; }
  const policy = key.properties.get('KeyPolicy');
  if (!policy.isGiven || mayBeChangedOutside(key, application)) { return false; }
  const { known: statements, isComplete } = statementsOf(policy);
  const allowing = statements.filter(statement => statement.effect !== 'Deny' && statement.coversAction(action) !== 'no');
  return isComplete && !allowing.some(statement => mayBe(statement, role) || namesAccount(statement));
}

function namesAccount({ node }: WrittenStatement): boolean {
  return anyElement(node.get('Principal').get('AWS'), who => isAccount(who) ? 'yes' : 'no') !== 'no';
}

/** Whether the app allows a principal that is not an AWS service to call a function. Which principal and which function is not checked. */
function admitsToFunctions(application: ResourceIndex): boolean {
  const permissions = application.ofType('AWS::Lambda::Permission');
  return permissions.filter(({ properties }) => properties.text('Principal').satisfies(name => name.includes('.amazonaws.com'))).length < permissions.length;
}

function documentsOf({ type, ownPolicy, separate }: PolicyHolder, on: PartialString, application: ResourceIndex): readonly Node[] {
  const meant = on.resources.filter(resource => resource.type === type);
  const holders = meant.length > 0 ? meant : application.ofType(type);
  const ofItself = ownPolicy === undefined ? [] : holders.map(({ properties }) => properties.get(ownPolicy));
  const apart = separate === undefined ? [] : application.ofType(separate.type)
    .filter(({ properties }) => meant.length === 0 || mayMean(application.resolve(properties.get(separate.target), type), meant))
    .map(({ properties }) => properties.get(separate.policy));
  return [...ofItself, ...apart].filter(document => !document.isAbsent);
}

function mayMean(target: Resource | undefined, meant: readonly Resource[]): boolean {
  return target === undefined || meant.includes(target);
}

function mayAdmit(document: Node, role: Resource, action: string): boolean {
  return statementsOf(document).maySome(statement => statement.effect !== 'Deny' && statement.coversAction(action) !== 'no' && mayBe(statement, role));
}

function mayBe({ node }: WrittenStatement, role: Resource): boolean {
  if (!node.get('NotPrincipal').isAbsent) { return true; }
  const principal = node.get('Principal');
  if (!principal.isGiven || principal.outcomes.some(({ kind }) => kind !== 'map')) { return true; }
  return anyElement(principal.get('AWS'), who => isAccount(who) || isAnotherRole(who, role) ? 'no' : 'unknown') !== 'no';
}

/** An account as principal leaves the decision to the policies of its roles. */
function isAccount(who: PartialString): boolean {
  const [first] = who.parts;
  return who.tail.endsWith(':root') || /^\d{12}$/.test(who.literal ?? '') || who.parts.length === 1 && typeof first === 'object' && first.kind === 'pseudo';
}

function isAnotherRole(who: PartialString, role: Resource): boolean {
  const [first] = who.parts;
  return who.parts.length === 1 && typeof first === 'object' && first.kind === 'attribute' && first.resource !== role;
}

/** Whether a policy may allow an anonymous principal. */
export function mayAdmitAnybody(document: Node, action: string): boolean {
  return statementsOf(document).maySome(statement => statement.effect !== 'Deny' && statement.coversAction(action) !== 'no' && mayBeAnybody(statement.node));
}

function mayBeAnybody(statement: Node): boolean {
  if (!statement.get('NotPrincipal').isAbsent) { return true; }
  const principal = statement.get('Principal');
  if (!principal.isGiven || principal.outcomes.some(({ kind }) => kind !== 'map')) { return true; }
  return anyElement(principal.get('AWS'), who => who.literal === '*' ? 'yes' : who.literal === undefined && who.resources.length === 0 ? 'unknown' : 'no') !== 'no';
}

/** Whether a policy certainly denies an action to all principals without encryption in transit. */
export function deniesPlainTraffic(document: Node, action: string): boolean {
  return statementsOf(document).known.some(statement => statement.effect === 'Deny' && statement.coversAction(action) === 'yes'
    && isAboutEverybody(statement.node) && isAboutPlainTraffic(statement.node.get('Condition')));
}

function isAboutEverybody(statement: Node): boolean {
  const principal = statement.get('Principal');
  return principal.asText.is('*') || anyElement(principal.get('AWS'), who => who.literal === '*' ? 'yes' : 'no') === 'yes';
}

function isAboutPlainTraffic(condition: Node): boolean {
  const test = condition.get('Bool');
  return condition.keys.join() === 'Bool' && test.keys.join() === 'aws:SecureTransport' && test.flag('aws:SecureTransport').is(false);
}
