import type { Application } from '../../model/application';
import type { Node } from '../../model/evaluation/node';
import type { PartialString } from '../../model/evaluation/partial-string';
import type { Resource } from '../../model/evaluation/resource';
import { anyElement, statementsOf } from '../../model/iam/statement';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { keyAt } from '../../model/index/kms-key';
import { defineRule } from '../rule';

const LOG_GROUP = 'AWS::Logs::LogGroup';

const FOR_ACCOUNT = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } };
const FOR_LOGS = { Effect: 'Allow', Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'], Resource: '*' };
const ENCRYPTED = { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } };

export default defineRule({
  title: 'CloudWatch Logs can use the KMS key of a log group of tasks',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudWatch Logs encrypts a log group as logs.REGION.amazonaws.com, which the key policy must allow; permissions of the account do not apply. CloudWatch Logs refuses to create the log group: "The specified KMS key does not exist or is not allowed to be used".',
  fix: "Call `key.grantEncryptDecrypt(new iam.ServicePrincipal('logs.amazonaws.com'))`, or remove `encryptionKey` of the LogGroup. In CloudFormation: a statement for logs.REGION.amazonaws.com in the KeyPolicy.",
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',

  subject: 'application',
  *check(application) {
    for (const group of new Set(logGroups(application))) {
      const key = keyAt(group.properties.get('KmsKeyId'));
      if (!key || mayBeUsedByLogs(key.properties.get('KeyPolicy')) || mayBeChangedOutside(key, application)) { continue; }
      yield {
        location: group.at('KmsKeyId'),
        related: [key.at('KeyPolicy')],
        message: `log group ${group.logicalId} has key ${key.logicalId}, whose policy does not allow CloudWatch Logs any action`,
        // a sample of AWS has such a key
        ...key.properties.get('KeyPolicy').isAbsent ? { severity: 'warning' } : {},
      };
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
  },
  good: {
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

function mayBeUsedByLogs(policy: Node): boolean {
  return statementsOf(policy).maySome(({ effect, node }) => effect !== 'Deny' && mayBeLogs(node));
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
