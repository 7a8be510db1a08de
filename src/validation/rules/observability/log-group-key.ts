import type { Application } from '../../model/application';
import { listed } from '../../model/entities/listed';
import type { Node } from '../../model/evaluation/node';
import { PartialString } from '../../model/evaluation/partial-string';
import type { Resource } from '../../model/evaluation/resource';
import { arnOf } from '../../model/iam/arn';
import { matches } from '../../model/iam/matching';
import { anyElement, statementsOf } from '../../model/iam/statement';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { keyAt } from '../../model/index/kms-key';
import { logGroupArn } from '../../model/queries/log-group';
import { defineRule, Violation } from '../rule';

const LOG_GROUP = 'AWS::Logs::LogGroup';
/** The actions with which CloudWatch Logs encrypts and reads events. */
const ACTIONS: readonly string[] = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'];
const CONTEXT = 'kms:EncryptionContext:aws:logs:arn';
const CONDITION_OPERATORS: readonly string[] = ['ArnEquals', 'ArnLike', 'StringEquals', 'StringLike'];

const FOR_ACCOUNT = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } };
const FOR_LOGS = { Effect: 'Allow', Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], Resource: '*' };
const FOR_ALL_LOGS = { ...FOR_LOGS, Principal: { Service: 'logs.amazonaws.com' } };
const inLogGroup = (name: string) => ({ Condition: { ArnLike: { [CONTEXT]: { 'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${name}` } } } });
const ENCRYPTED = { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } };

export default defineRule({
  title: 'CloudWatch Logs can use the KMS key of a log group of tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudWatch Logs encrypts a log group as logs.REGION.amazonaws.com, which the key policy must allow; permissions of the account do not apply. It supports only symmetric keys that are enabled. Otherwise CloudWatch Logs refuses to create the log group: "The specified KMS key does not exist or is not allowed to be used".',
  fix: "Call `key.grantEncryptDecrypt(new iam.ServicePrincipal('logs.amazonaws.com'))`, or remove `encryptionKey` of the LogGroup. In CloudFormation: a statement for logs.REGION.amazonaws.com in the KeyPolicy; KeySpec SYMMETRIC_DEFAULT, and no Enabled: false.",
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',

  subject: 'application',
  *check(application) {
    for (const group of new Set(logGroups(application))) {
      const key = keyAt(group.properties.get('KmsKeyId'));
      const found = key && (unusable(key) ?? refusedByPolicy(key, group, application));
      if (found) { yield { location: group.at('KmsKeyId'), ...found, message: `log group ${group.logicalId} has key ${key.logicalId}, ${found.message}` }; }
    }
  },

  scene: 'a Fargate service with ECS Exec',
  bad: {
    'a key policy for the account': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT) },
    'a log group of ECS Exec': { Sessions: ENCRYPTED, Key: keyFor(FOR_ACCOUNT) },
    'the default key policy': { LogGroup: ENCRYPTED, Key: { Type: 'AWS::KMS::Key', Properties: {} } },
    'a key policy for another service': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_LOGS, Principal: { Service: 'sns.amazonaws.com' } }) },
    'a key policy that denies CloudWatch Logs': {
      LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_LOGS, Effect: 'Deny', Principal: { Service: 'logs.amazonaws.com' } }),
    },
    'an asymmetric key': {
      LogGroup: ENCRYPTED, Key: keyWith({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }),
    },
    'a disabled key': { LogGroup: ENCRYPTED, Key: keyWith({ Enabled: false }) },
    'a key policy without data keys': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_ALL_LOGS, Action: ['kms:Decrypt*', 'kms:Encrypt*'] }) },
    'a key policy that denies every principal': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, FOR_ALL_LOGS, { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*', Principal: { AWS: '*' } }) },
    'a key policy that denies all': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, FOR_ALL_LOGS, { Effect: 'Deny', Action: 'kms:*', Resource: '*', Principal: '*' }) },
    'a key policy for another log group': {
      LogGroup: { ...ENCRYPTED, LogGroupName: '/web' }, Key: keyFor(FOR_ACCOUNT, { ...FOR_ALL_LOGS, ...inLogGroup('/other') }),
    },
  },
  good: {
    'a key policy for this log group': {
      LogGroup: { ...ENCRYPTED, LogGroupName: '/web' }, Key: keyFor(FOR_ACCOUNT, { ...FOR_ALL_LOGS, ...inLogGroup('/web') }),
    },
    'a key policy for a log group from a parameter': {
      LogGroup: { ...ENCRYPTED, LogGroupName: { Ref: 'AParameter' } }, Key: keyFor(FOR_ACCOUNT, { ...FOR_ALL_LOGS, ...inLogGroup('/other') }),
    },
    'a key policy with another condition': {
      LogGroup: { ...ENCRYPTED, LogGroupName: '/web' }, Key: keyFor(FOR_ACCOUNT, { ...FOR_ALL_LOGS, Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } }),
    },
    'a key policy that denies under a condition': {
      LogGroup: ENCRYPTED,
      Key: keyFor(FOR_ACCOUNT, FOR_ALL_LOGS, { Effect: 'Deny', Action: 'kms:*', Resource: '*', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    },
    'a key policy that denies a role': {
      LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, FOR_ALL_LOGS, { Effect: 'Deny', Action: 'kms:*', Resource: '*', Principal: { AWS: 'arn:aws:iam::111122223333:role/guest' } }),
    },
    'a key policy that denies deletion': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, FOR_ALL_LOGS, { Effect: 'Deny', Action: 'kms:ScheduleKeyDeletion', Resource: '*', Principal: '*' }) },
    'a key spec from a parameter': { LogGroup: ENCRYPTED, Key: keyWith({ KeySpec: { Ref: 'AParameter' }, Enabled: { Ref: 'AParameter' } }) },
    'a key policy for CloudWatch Logs': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_LOGS, Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }) },
    'a key policy for CloudWatch Logs in the Region of the stack': {
      LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_LOGS, Principal: { Service: { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' } } }),
    },
    'a key policy for every principal': { LogGroup: ENCRYPTED, Key: keyFor({ ...FOR_LOGS, Principal: '*' }) },
    'a key policy for every AWS principal': { LogGroup: ENCRYPTED, Key: keyFor({ ...FOR_LOGS, Principal: { AWS: '*' } }) },
    'a key policy for all but one role': { LogGroup: ENCRYPTED, Key: keyFor({ ...FOR_LOGS, NotPrincipal: { AWS: 'arn:aws:iam::111122223333:role/guest' } }) },
    'a key policy for services from a parameter': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_LOGS, Principal: { Service: { Ref: 'AParameter' } } }) },
    'a key policy for a service whose name is a parameter': {
      LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { ...FOR_LOGS, Principal: { Service: { 'Fn::Sub': '${Principal}.amazonaws.com' } } }),
    },
    'a key policy for every service': { LogGroup: ENCRYPTED, Key: keyFor({ ...FOR_LOGS, Principal: { Service: '*' } }) },
    'a key policy with a statement from a parameter': { LogGroup: ENCRYPTED, Key: keyFor(FOR_ACCOUNT, { Ref: 'AParameter' }) },
    'a key that a custom resource may change': {
      LogGroup: ENCRYPTED,
      Key: keyFor(FOR_ACCOUNT),
      KeyPolicy: { Type: 'Custom::KeyPolicy', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:policies', Key: { Ref: 'Key' } } },
    },
    'an imported key': { LogGroup: { KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/4f5e8c1a-1111-2222-3333-444455556666' } },
  },
});

/** The log groups of containers, and of ECS Exec. */
function logGroups({ clusters, taskDefinitions }: Application): readonly Resource[] {
  const names = [
    ...taskDefinitions.flatMap(({ containers }) => containers.map(({ logging }) => logging.get('Options').get('awslogs-group'))),
    ...clusters.map(({ node }) => node.get('Configuration').get('ExecuteCommandConfiguration').get('LogConfiguration').get('CloudWatchLogGroupName')),
  ];
  return names.flatMap(({ asAttribute }) => asAttribute?.resource.type === LOG_GROUP ? [asAttribute.resource] : []);
}

/** A key that CloudWatch Logs refuses whatever its policy allows. */
function unusable({ properties }: Resource): Pick<Violation, 'message'> | undefined {
  const spec = properties.text('KeySpec');
  if (spec.differs('SYMMETRIC_DEFAULT')) { return { message: `which has KeySpec ${spec}; CloudWatch Logs supports only symmetric keys` }; }
  return properties.flag('Enabled').is(false) ? { message: 'which is disabled (Enabled is false)' } : undefined;
}

function refusedByPolicy(key: Resource, group: Resource, application: Application): Pick<Violation, 'message' | 'related' | 'severity'> | undefined {
  const policy = key.properties.get('KeyPolicy');
  const missing = ACTIONS.filter(action => deniesLogs(action, policy, key) || !mayLogs(action, policy, group));
  if (missing.length === 0 || mayBeChangedOutside(key, application)) { return undefined; }
  const [denied] = missing.filter(action => deniesLogs(action, policy, key));
  const allowed = denied === undefined ? `does not allow CloudWatch Logs ${missing.length === ACTIONS.length ? 'any action' : listed(missing)}` : `denies CloudWatch Logs ${denied}`;
  return {
    related: [key.at('KeyPolicy')],
    message: `whose policy ${allowed}`,
    // a sample of AWS has a key without a policy; AWS lists the actions, and not the effect of each
    ...policy.isAbsent || missing.length < ACTIONS.length ? { severity: 'warning' } : {},
  };
}

function mayLogs(action: string, policy: Node, group: Resource): boolean {
  return statementsOf(policy).maySome(statement =>
    statement.effect !== 'Deny' && statement.coversAction(action) !== 'no' && mayBeLogs(statement.node) && mayBeAbout(group, statement.node.get('Condition')));
}

function deniesLogs(action: string, policy: Node, key: Resource): boolean {
  return statementsOf(policy).known.some(statement =>
    statement.effect === 'Deny' && statement.covers(action, arnOf(key)) === 'yes' && isEverybody(statement.node.get('Principal')));
}

function isEverybody(principal: Node): boolean {
  return principal.asText.is('*') || anyElement(principal.get('AWS'), ({ literal }) => literal === '*' ? 'yes' : 'no') === 'yes';
}

/** Whether a statement may apply to a log group: CloudWatch Logs passes its ARN as the encryption context. */
function mayBeAbout({ properties }: Resource, condition: Node): boolean {
  const arn = logGroupArn(properties.partialString('LogGroupName') ?? PartialString.ANY);
  return CONDITION_OPERATORS.every(operator => {
    const place = condition.get(operator).get(CONTEXT);
    return place.isAbsent || anyElement(place, pattern => matches(pattern, arn)) !== 'no';
  });
}

function mayBeLogs(statement: Node): boolean {
  const principal = statement.get('Principal');
  return !statement.get('NotPrincipal').isAbsent
    || anyElement(principal.get('Service'), isLogs) !== 'no' || anyElement(principal.get('AWS'), ({ literal }) => literal === '*' ? 'yes' : 'no') !== 'no';
}

function isLogs({ head, literal }: PartialString): 'yes' | 'no' { return head.startsWith('logs.') || head === '' || literal === '*' ? 'yes' : 'no'; }

function keyFor(...Statement: readonly object[]) {
  return { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement } } };
}

function keyWith(settings: object) {
  return { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [FOR_ACCOUNT, FOR_ALL_LOGS] }, ...settings } };
}
