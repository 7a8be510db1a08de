import { REGISTER_ACTIONS } from '../../../facts/iam-needs';
import type { Role } from '../../model/entities/role';
import { PartialString } from '../../model/evaluation/partial-string';
import { ContainerInstances, containerInstances } from '../../model/queries/container-instance';
import { defineRule } from '../rule';

const PRINCIPAL = 'ec2.amazonaws.com';

export default defineRule({
  title: 'Container instances have a role that can register them with the cluster',
  severity: 'error',
  outcome: 'hangs',
  why: 'The ECS agent on an instance calls ECS with the role of its instance profile. Without a role or its permissions no instance joins the cluster, and no task is placed.',
  fix: 'Give the launch template a `role` with the managed policy service-role/AmazonEC2ContainerServiceforEC2Role, or do not set `role`: AsgCapacityProvider adds the permissions to the role of its group; ManagedInstancesCapacityProvider creates an instance profile. In CloudFormation: IamInstanceProfile of the launch template, Ec2InstanceProfileArn of the provider.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const instances of containerInstances(application)) {
      const { profilePlace, provider, role } = instances;
      const problem = problemOf(instances);
      if (!problem) { continue; }
      const isLesser = role !== undefined && role.trust.admits(PRINCIPAL) !== 'no' && missingOf(role).length < REGISTER_ACTIONS.length;
      yield {
        location: profilePlace.location,
        related: [provider, role?.resource].filter(resource => resource !== undefined).map(resource => resource.at('')),
        message: `the instances of capacity provider ${provider.logicalId} ${problem}`,
        ...isLesser ? { severity: 'warning' } : {},
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'no profile': { Template: { LaunchTemplateData: { IamInstanceProfile: undefined } } },
    'no permission': { InstanceRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy'] } },
    'an override without a launch template': overriddenBy(undefined),
    'a launch template that an override names': {
      Group: mixed({ LaunchTemplateId: { Ref: 'Arm' }, Version: '1' }),
      Arm: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateName: 'arm', LaunchTemplateData: { InstanceType: 'm7g.large' } } },
    },
    'only some of the permissions': {
      InstanceRole: {
        ManagedPolicyArns: undefined,
        Policies: [{
          PolicyName: 'agent',
          PolicyDocument: {
            Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['ecs:DiscoverPollEndpoint', 'ecs:RegisterContainerInstance', 'ecs:Poll'], Resource: '*' }],
          },
        }],
      },
    },
    'a role for users': {
      InstanceRole: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
        },
      },
    },
    'a role for tasks': {
      InstanceRole: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
        },
      },
    },
  },
  good: {
    'an existing instance profile': { Template: { LaunchTemplateData: { IamInstanceProfile: { Name: 'ecsInstanceRole' } } } },
    'an override with another launch template': overriddenBy({ LaunchTemplateId: { Ref: 'Arm' }, Version: '1' }),
    'an override whose launch template is a parameter': overriddenBy({ Ref: 'AParameter' }),
    'permission for all ECS actions': { InstanceRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECS_FullAccess'] } },
  },
});

/** A group whose policy names a launch template without a profile, and an override. */
function overriddenBy(LaunchTemplateSpecification: object | undefined) {
  return {
    Group: mixed(LaunchTemplateSpecification, 'Bare'),
    Bare: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 'm7i.large' } } },
    ...LaunchTemplateSpecification
      ? { Arm: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: { InstanceType: 'm7g.large', IamInstanceProfile: { Name: 'ecsInstanceRole' } } } } }
      : {},
  };
}

function mixed(LaunchTemplateSpecification: object | undefined, base = 'Template') {
  return {
    LaunchTemplate: undefined,
    MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateId: { Ref: base }, Version: '1' },
        Overrides: [{ InstanceType: 'm7g.large', ...LaunchTemplateSpecification ? { LaunchTemplateSpecification } : {} }],
      },
    },
  };
}

function problemOf({ profilePlace, role, areLaunched }: ContainerInstances): string | undefined {
  if (profilePlace.isAbsent && areLaunched) { return 'have no instance profile'; }
  if (!role) { return undefined; }
  if (role.trust.admits(PRINCIPAL) === 'no') {
    return `cannot use ${role.label}: it trusts ${role.trust.services.join(' and ') || 'no service'}, not ${PRINCIPAL}`;
  }
  const missing = missingOf(role);
  return missing.length === 0 ? undefined : `have ${role.label}, which does not allow ${missing.join(', ')}`;
}

function missingOf(role: Role): readonly string[] { return role.lacks(REGISTER_ACTIONS, PartialString.ANY); }
