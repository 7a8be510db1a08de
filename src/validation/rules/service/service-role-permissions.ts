import type { Application } from '../../model/application';
import type { PartialString } from '../../model/evaluation/partial-string';
import { places } from '../../model/evaluation/places';
import type { Resource } from '../../model/evaluation/resource';
import { arnOf } from '../../model/iam/arn';
import { keyAt } from '../../model/index/kms-key';
import { resourceOf, UsedRole, usedRoles } from '../../model/queries/role-use';
import { defineRule, SceneExample, Violation } from '../rule';

export default defineRule({
  title: 'The roles that ECS and task schedulers assume have the permissions they need',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS, EventBridge or CodeDeploy uses this role. Without the permissions ECS retries a deployment until it fails, and scheduled tasks never start.',
  fix: 'Remove the role if the construct creates one, attach the AWS managed policy for the feature (`ManagedPolicy.fromAwsManagedPolicyName()`), or allow the actions with `role.addToPrincipalPolicy()`. In CloudFormation: ManagedPolicyArns or Policies of the role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const used of usedRoles(application)) {
      const { actions = [], oneOf = [] } = used.use.needs ?? {};
      yield* lacking(used, [...actions, ...noneOf(used, oneOf)], resourceOf(used), policyFor(used));
      const key = keyOf(used, application);
      if (key) { yield* lacking(used, used.use.needs?.encryption?.actions ?? [], arnOf(key), ` on key ${key.logicalId}`); }
    }
  },

  scene: 'a Fargate service with an EBS volume',
  bad: {
    'no policy': { Infrastructure: { ManagedPolicyArns: undefined } },
    'the policy of another feature': {
      Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers'] },
    },
    'a key policy without statements': {
      Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
    },
    'the key of the cluster, and a key policy without statements': {
      Cluster: { Configuration: { ManagedStorageConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
    },
    'a lifecycle hook without permission to invoke it': {
      Service: {
        DeploymentConfiguration: {
          LifecycleHooks: [{
            HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:hook', LifecycleStages: ['POST_SCALE_UP'], RoleArn: { 'Fn::GetAtt': ['HookRole', 'Arn'] },
          }],
        },
      },
      HookRole: roleOfEcs(),
    },
    'no policy of the role that launches Managed Instances': { scene: 'a service on Managed Instances', change: { Infrastructure: { ManagedPolicyArns: [] } } },
    'no permission to shift traffic': shifting(['elasticloadbalancing:Describe*', 'elasticloadbalancing:*Targets']),
    'no permission to delete volumes': {
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
    'a key of the cluster, which unencrypted volumes do not use': {
      Cluster: { Configuration: { ManagedStorageConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
      Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: { Encrypted: false } } } },
    },
    'volumes in a cluster from a parameter': { Service: { Cluster: { Ref: 'AParameter' } } },
    'one of the permissions to shift traffic': shifting(['elasticloadbalancing:Describe*', 'elasticloadbalancing:*Targets', 'elasticloadbalancing:ModifyRule']),
    'another key instead of the key of the cluster': {
      Cluster: { Configuration: { ManagedStorageConfiguration: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
      Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: [] } } },
      Service: { VolumeConfigurations: { 0: { ManagedEBSVolume: { KmsKeyId: 'alias/volumes' } } } },
    },
    'an imported policy': { Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/volumes'] } },
    'actions by wildcard': {
      Infrastructure: {
        ManagedPolicyArns: undefined,
        Policies: [{ PolicyName: 'volumes', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }] } }],
      },
    },
  },
});

/** A role that ECS may assume, without permissions. */
function roleOfEcs(actions: readonly string[] = []) {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs.amazonaws.com' } }] },
      Policies: actions.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] } }],
    },
  };
}

/** A service behind a load balancer, whose traffic ECS shifts with a role with these permissions. */
function shifting(actions: readonly string[]): SceneExample {
  return {
    scene: 'a Fargate service behind a load balancer',
    change: {
      Service: { LoadBalancers: { 0: { AdvancedConfiguration: { AlternateTargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/green/83e2d6bc24d8a067', RoleArn: { 'Fn::GetAtt': ['Shifting', 'Arn'] } } } } },
      Shifting: roleOfEcs(actions),
    },
  };
}

function* lacking({ use, role, user, place }: UsedRole, actions: readonly string[], on: PartialString, also: string): Generator<Violation> {
  const missing = role.lacks(actions, on);
  if (missing.length === 0) { return; }
  yield {
    location: place.location,
    related: [role.resource.at('')],
    message: `${role.label}, ${use.as} of ${user.logicalId}, does not allow ${missing.join(', ')}${also}`,
    // ECS may not need one of several actions here
    ...use.isDoubtful || missing.length < actions.length ? { severity: 'warning' } : {},
  };
}

/** Alternative actions, if the role allows none of them. */
function noneOf(used: UsedRole, actions: readonly string[]): readonly string[] {
  const missing = used.role.lacks(actions, resourceOf(used));
  return missing.length === actions.length ? missing : [];
}

function policyFor({ use }: UsedRole): string {
  return use.needs?.managedPolicy === undefined ? '' : `, which ${use.needs.managedPolicy} allows`;
}

/** The key next to the role, or else the key of the cluster. */
function keyOf({ use, around, user }: UsedRole, application: Application): Resource | undefined {
  const { encryption } = use.needs ?? {};
  if (!encryption) { return undefined; }
  const { key, clusterKey } = encryption;
  const isLeftToCluster = around.get(key).isAbsent && around.flag('Encrypted').orDefault(true).is(true);
  if (!isLeftToCluster || clusterKey === undefined) { return keyAt(around.get(key)); }
  const { cluster } = application.serviceOf(user);
  const [place] = cluster ? places(cluster.node, clusterKey) : [];
  return place && keyAt(place);
}
