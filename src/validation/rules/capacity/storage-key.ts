import { mayBeChangedOutside } from '../../model/external-access';
import { keyAt } from '../../model/iam/key';
import { serviceMay } from '../../model/iam/service-principal';
import { anyElement, elements, statementsOf } from '../../model/iam/statement';
import type { Node } from '../../model/node';
import type { Resource } from '../../model/resource';
import { defineRule, Violation } from '../rule';

const FARGATE = 'fargate.amazonaws.com';
const FARGATE_ACTIONS: readonly string[] = ['kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant'];

/** What Fargate says of the cluster when it asks for the key: the name. */
const CLUSTER_NAME = 'kms:EncryptionContext:aws:ecs:clusterName';
const EQUALS = /(?:String|Arn)(?:Equals|Like)/;

const storage = (key: unknown) => ({ Configuration: { ManagedStorageConfiguration: { FargateEphemeralStorageKmsKeyId: key } } });
const key = (more: object, ...actions: readonly string[]) => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } },
        { Effect: 'Allow', Action: actions, Resource: '*', Principal: { Service: 'fargate.amazonaws.com' } },
      ],
    },
    ...more,
  },
});

const keyFor = (Condition: object) => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Statement: [{ Effect: 'Allow', Action: FARGATE_ACTIONS, Resource: '*', Principal: { Service: FARGATE }, Condition }] } },
});

export default defineRule({
  title: 'The key for the storage of a cluster is one that ECS can use',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS takes symmetric keys of one Region for storage; Fargate uses its key as fargate.amazonaws.com, which the policy of the key has to allow, and takes no alias.',
  fix: 'Name a key that is not multi-Region by ARN, and allow fargate.amazonaws.com kms:GenerateDataKeyWithoutPlaintext and kms:CreateGrant in its policy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-create-storage-key.html',

  subject: 'cluster',
  *check(cluster) {
    const storageConfiguration = cluster.node.get('Configuration').get('ManagedStorageConfiguration');
    const ofFargate = storageConfiguration.get('FargateEphemeralStorageKmsKeyId');
    for (const place of [storageConfiguration.get('KmsKeyId'), ofFargate]) { yield* unsuitable(place); }
    if (ofFargate.asText.satisfies(text => /^alias\/|:alias\//.test(text))) {
      yield { location: ofFargate.location, message: `the storage of Fargate tasks is encrypted with "${ofFargate.asText}", an alias, which Fargate does not take` };
    }
    const named = keyAt(ofFargate);
    const own = named && !mayBeChangedOutside(named, cluster.application) ? named : undefined;
    const missing = own ? FARGATE_ACTIONS.filter(action => serviceMay(own.properties.get('KeyPolicy'), FARGATE, action) === 'no') : [];
    if (own && asksForArn(own.properties.get('KeyPolicy'))) {
      yield { location: ofFargate.location, message: `the policy of ${own.logicalId} asks ${CLUSTER_NAME} for an ARN, but it is the name of the cluster` };
    }
    if (own && missing.length > 0) {
      yield { location: ofFargate.location, message: `the policy of ${own.logicalId} does not allow ${FARGATE} ${missing.join(' and ')}` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a key for the account alone': { Cluster: storage({ Ref: 'Key' }), Key: key({}, 'kms:DescribeKey') },
    'a key of several Regions': { Cluster: storage({ Ref: 'Key' }), Key: key({ MultiRegion: true }, 'kms:*') },
    'a key that asks for the ARN of the cluster': {
      Cluster: storage({ Ref: 'Key' }), Key: keyFor({ StringEquals: { [CLUSTER_NAME]: ['arn:aws:ecs:eu-west-1:111122223333:cluster/web'] } }),
    },
    'an alias': { Cluster: storage('alias/storage') },
  },
  good: {
    'a key for Fargate': { Cluster: storage({ Ref: 'Key' }), Key: key({}, 'kms:GenerateDataKeyWithoutPlaintext', 'kms:CreateGrant') },
    'a key for one cluster': { Cluster: storage({ Ref: 'Key' }), Key: keyFor({ StringEquals: { [CLUSTER_NAME]: 'web' } }) },
    'a key of the account': { Cluster: storage('arn:aws:kms:eu-west-1:111122223333:key/4f5e8c1a-1111-2222-3333-444455556666') },
  },
});

/** Whether every statement for Fargate has a condition that is never true. */
function asksForArn(policy: Node): boolean {
  const { statements, isComplete } = statementsOf(policy);
  const admitting = statements.filter(({ node }) => mayBeFargate(node.get('Principal').get('Service')));
  return isComplete && admitting.length > 0 && admitting.every(({ node }) => asked(node.get('Condition')).some(isArn));
}

function mayBeFargate(principal: Node): boolean { return anyElement(principal, name => name.literal === FARGATE ? 'yes' : 'no') !== 'no'; }

function asked(condition: Node): readonly Node[] {
  return condition.keys.filter(operator => EQUALS.test(operator))
    .map(operator => condition.get(operator).get(CLUSTER_NAME)).filter(({ isGiven }) => isGiven);
}

function isArn(place: Node): boolean {
  const values = elements(place);
  return values.isComplete && values.map(value => value.asAttribute?.attribute === 'Arn' || value.asPhrase?.head.startsWith('arn:') === true).every(Boolean);
}

function* unsuitable(place: Node): Generator<Violation> {
  const own = keyAt(place);
  const problem = own && problemOf(own);
  if (own && problem) { yield { location: place.location, message: `the storage of tasks is encrypted with ${own.logicalId}, ${problem}` }; }
}

function problemOf({ properties }: Resource): string | undefined {
  if (properties.flag('MultiRegion').is(true)) { return 'a key of several Regions'; }
  const spec = properties.text('KeySpec');
  return spec.differs('SYMMETRIC_DEFAULT') ? `a key of ${spec}, which is not symmetric` : undefined;
}
