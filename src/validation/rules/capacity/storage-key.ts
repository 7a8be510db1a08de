import type { Node } from '../../model/evaluation/node';
import type { Resource } from '../../model/evaluation/resource';
import { serviceMay } from '../../model/iam/service-principal';
import { anyElement, elements, statementsOf } from '../../model/iam/statement';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { keyAt } from '../../model/index/kms-key';
import { defineRule, Violation } from '../rule';

const FARGATE = 'fargate.amazonaws.com';
const FARGATE_ACTIONS: readonly string[] = ['kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant'];

/** The condition key that contains the name of the cluster. */
const CLUSTER_NAME = 'kms:EncryptionContext:aws:ecs:clusterName';
const EQUALS = /(?:String|Arn)(?:Equals|Like)/;

const storage = (key: unknown) => ({ Configuration: { ManagedStorageConfiguration: { FargateEphemeralStorageKmsKeyId: key } } });
const FOR_ACCOUNT = { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } };
const FOR_LOGS = { Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*', Principal: { Service: { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' } } };
const FOR_FARGATE = { Effect: 'Allow', Action: FARGATE_ACTIONS, Resource: '*', Principal: { Service: FARGATE } };
const CLUSTER_ARN = 'arn:aws:ecs:eu-west-1:111122223333:cluster/web';

const keyOf = (statements: readonly object[], more: object = {}) => ({
  Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [FOR_ACCOUNT, FOR_LOGS, ...statements] }, ...more },
});
const keyIf = (Condition: object) => keyOf([{ ...FOR_FARGATE, Condition }]);

export default defineRule({
  title: 'ECS can use the KMS key for the storage of a cluster',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Task storage supports only symmetric single-Region keys. Fargate uses its key as fargate.amazonaws.com, which the key policy must allow, and accepts no alias.',
  fix: 'Set `managedStorageConfiguration.fargateEphemeralStorageKmsKey` to a symmetric kms.Key, and allow fargate.amazonaws.com kms:GenerateDataKeyWithoutPlaintext and kms:CreateGrant with `key.addToResourcePolicy()`. In CloudFormation: FargateEphemeralStorageKmsKeyId is the ARN of the key.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html',

  subject: 'cluster',
  *check(cluster) {
    const storageConfiguration = cluster.node.get('Configuration').get('ManagedStorageConfiguration');
    const ofFargate = storageConfiguration.get('FargateEphemeralStorageKmsKeyId');
    for (const place of [storageConfiguration.get('KmsKeyId'), ofFargate]) { yield* unsuitable(place, keyAt(place)); }
    if (ofFargate.asText.satisfies(text => /^alias\/|:alias\//.test(text))) {
      yield { location: ofFargate.location, message: `FargateEphemeralStorageKmsKeyId is the alias "${ofFargate.asText}", which Fargate does not accept` };
    }
    const named = keyAt(ofFargate);
    if (named && !mayBeChangedOutside(named, cluster.application)) { yield* closed(ofFargate, named); }
  },

  scene: 'a Fargate service',
  bad: {
    'a key policy that allows Fargate another action': { Cluster: storage({ Ref: 'Key' }), Key: keyOf([{ ...FOR_FARGATE, Action: 'kms:DescribeKey' }]) },
    'a key policy without Fargate': { Cluster: storage({ Ref: 'Key' }), Key: keyOf([]) },
    'a multi-Region key': { Cluster: storage({ Ref: 'Key' }), Key: keyOf([FOR_FARGATE], { MultiRegion: true }) },
    'an asymmetric key': { Cluster: storage({ Ref: 'Key' }), Key: keyOf([FOR_FARGATE], { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' }) },
    'a key policy that compares the name of the cluster with an ARN': { Cluster: storage({ Ref: 'Key' }), Key: keyIf({ StringEquals: { [CLUSTER_NAME]: [CLUSTER_ARN] } }) },
    'an alias': { Cluster: storage('alias/storage') },
  },
  good: {
    'a key whose policy a custom resource may change': {
      Cluster: storage({ Ref: 'Key' }),
      Key: keyOf([]),
      KeyPolicy: { Type: 'Custom::KeyPolicy', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:policies', Key: { Ref: 'Key' } } },
    },
    'a key for Fargate': { Cluster: storage({ Ref: 'Key' }), Key: keyOf([FOR_FARGATE]) },
    'a key for one cluster': { Cluster: storage({ Ref: 'Key' }), Key: keyIf({ StringEquals: { [CLUSTER_NAME]: 'web' } }) },
    'a key for one account': { Cluster: storage({ Ref: 'Key' }), Key: keyIf({ StringEquals: { 'kms:CallerAccount': '111122223333' } }) },
    'a condition that excludes an ARN': { Cluster: storage({ Ref: 'Key' }), Key: keyIf({ StringNotEquals: { [CLUSTER_NAME]: CLUSTER_ARN } }) },
    'a condition on an ARN or a parameter': { Cluster: storage({ Ref: 'Key' }), Key: keyIf({ StringEquals: { [CLUSTER_NAME]: [CLUSTER_ARN, { Ref: 'AParameter' }] } }) },
    'a key policy with a statement from a parameter': {
      Cluster: storage({ Ref: 'Key' }), Key: keyOf([{ ...FOR_FARGATE, Condition: { StringEquals: { [CLUSTER_NAME]: CLUSTER_ARN } } }, { Ref: 'AParameter' }]),
    },
    'an imported key': { Cluster: storage('arn:aws:kms:eu-west-1:111122223333:key/4f5e8c1a-1111-2222-3333-444455556666') },
  },
});

function* unsuitable(place: Node, key: Resource | undefined): Iterable<Violation> {
  if (key?.properties.flag('MultiRegion').is(true)) {
    yield { location: place.location, related: [key.at('MultiRegion')], message: `${key.logicalId} is a multi-Region key; the storage of tasks needs a single-Region key` };
  }
  if (key?.properties.text('KeySpec').differs('SYMMETRIC_DEFAULT')) {
    yield { location: place.location, related: [key.at('KeySpec')], message: `${key.logicalId} is an asymmetric key (${key.properties.text('KeySpec')}); the storage of tasks needs a symmetric key` };
  }
}

function* closed(place: Node, key: Resource): Iterable<Violation> {
  const policy = key.properties.get('KeyPolicy');
  const missing = FARGATE_ACTIONS.filter(action => serviceMay(policy, FARGATE, action) === 'no');
  if (missing.length > 0) {
    yield { location: place.location, related: [key.at('KeyPolicy')], message: `the policy of key ${key.logicalId} does not allow ${FARGATE} ${missing.join(' and ')}` };
  }
  if (comparesWithArn(policy)) {
    yield { location: place.location, related: [key.at('KeyPolicy')], message: `the policy of key ${key.logicalId} compares ${CLUSTER_NAME} with an ARN; the value is the cluster name` };
  }
}

/** Whether every statement for Fargate has a condition that is never true. */
function comparesWithArn(policy: Node): boolean {
  const admitting = statementsOf(policy).known.filter(({ node }) => mayBeFargate(node.get('Principal').get('Service')));
  return admitting.length > 0 && admitting.every(({ node }) => compared(node.get('Condition')).some(isArn));
}

function mayBeFargate(principal: Node): boolean { return anyElement(principal, name => name.literal === FARGATE ? 'yes' : 'no') !== 'no'; }

/** The values that the condition compares with the name of the cluster. */
function compared(condition: Node): readonly Node[] {
  return condition.keys.filter(operator => EQUALS.test(operator))
    .map(operator => condition.get(operator).get(CLUSTER_NAME)).filter(({ isGiven }) => isGiven);
}

function isArn(place: Node): boolean {
  return elements(place).map(value => value.asPartialString?.head.startsWith('arn:') === true).every(Boolean);
}
