import type { Application } from '../../model/application';
import { arnOf } from '../../model/iam/arn';
import { keyAt } from '../../model/iam/key';
import type { Phrase } from '../../model/phrase';
import { places } from '../../model/places';
import type { Resource } from '../../model/resource';
import { resourceOf, UsedRole, usedRoles } from '../../model/role-use';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A role allows what the service that assumes it does with it',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS, or what starts tasks for it, works with the permissions of this role; without them it tries again until the deployment fails, and scheduled tasks never start.',
  fix: 'Give the role the AWS managed policy for the feature, or the actions named above.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const used of usedRoles(application)) {
      const { actions = [], oneOf = [] } = used.use.needs ?? {};
      yield* lacking(used, [...actions, ...noneOf(used, oneOf)], resourceOf(used), policyFor(used));
      const key = keyOf(used, application);
      if (key) { yield* lacking(used, used.use.needs?.encryption?.actions ?? [], arnOf(key), ` on ${key.logicalId}`); }
    }
  },

  scene: 'a Fargate service with a volume of its own',
  bad: {
    'no policy': { Infrastructure: { ManagedPolicyArns: undefined } },
    'the policy of another feature': {
      Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers'] },
    },
    'a key that nobody may use': {
      Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
    },
    'the key of the cluster, which nobody may use': {
      Cluster: { Configuration: { ManagedStorageConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
    },
    'volumes that are never deleted': {
      Infrastructure: {
        ManagedPolicyArns: undefined,
        Policies: [{
          PolicyName: 'volumes',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: ['ec2:CreateVolume', 'ec2:CreateTags', 'ec2:AttachVolume', 'ec2:DetachVolume', 'ec2:Describe*'], Resource: '*' }],
          },
        }],
      },
    },
  },
  good: {
    'a key of its own instead of that of the cluster': {
      Cluster: { Configuration: { ManagedStorageConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
      Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: { KmsKeyId: 'alias/volumes' } } } },
    },
    'a policy of the account': { Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/volumes'] } },
    'actions by wildcard': {
      Infrastructure: {
        ManagedPolicyArns: undefined,
        Policies: [{ PolicyName: 'volumes', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] } }],
      },
    },
  },
});

function* lacking({ use, role, user, place }: UsedRole, actions: readonly string[], on: Phrase, also: string): Generator<Violation> {
  const missing = role.lacks(actions, on);
  if (missing.length === 0) { return; }
  yield {
    location: place.location,
    message: `${role.label} is ${use.as} of ${user.logicalId} and is not allowed ${missing.join(', ')}${also}`,
    // one action of several may be one that nobody calls here
    ...use.isDoubtful || missing.length < actions.length ? { severity: 'warning' } : {},
  };
}

/** Actions of which one would do, when none is allowed. */
function noneOf(used: UsedRole, actions: readonly string[]): readonly string[] {
  const missing = used.role.lacks(actions, resourceOf(used));
  return missing.length === actions.length ? missing : [];
}

function policyFor({ use }: UsedRole): string {
  return use.needs?.managedPolicy === undefined ? '' : `, which ${use.needs.managedPolicy} allows`;
}

/** The key beside the role, or that of the cluster where there is none. */
function keyOf({ use, around, user }: UsedRole, application: Application): Resource | undefined {
  const { key, clusterKey } = use.needs?.encryption ?? {};
  if (key === undefined) { return undefined; }
  const isLeftToCluster = around.get(key).isAbsent && around.flag('Encrypted').orDefault(true).is(true);
  const cluster = clusterKey !== undefined && isLeftToCluster ? application.serviceOf(user).cluster : undefined;
  const [place] = cluster ? places(cluster.node, clusterKey ?? '') : [around.get(key)];
  return place && keyAt(place);
}
