import { REGISTER_ACTIONS } from '../../../facts/iam-needs';
import { ContainerInstances, containerInstances } from '../../model/container-instance';
import { Phrase } from '../../model/phrase';
import type { Role } from '../../model/role';
import { defineRule } from '../rule';

const PRINCIPAL = 'ec2.amazonaws.com';

export default defineRule({
  title: 'Instances have a role with which they register in the cluster',
  severity: 'error',
  outcome: 'hangs',
  why: 'The agent on an instance calls ECS with the role of the instance; without one, or without permission, no instance joins the cluster and no task is placed.',
  fix: 'Give the instances a profile with a role that trusts ec2.amazonaws.com and holds AmazonEC2ContainerServiceforEC2Role, or AmazonECSInstanceRolePolicyForManagedInstances.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html',

  subject: 'application',
  *check(application) {
    for (const instances of containerInstances(application)) {
      const { profilePlace, provider, role } = instances;
      const problem = problemOf(instances);
      if (!problem) { continue; }
      const isLesser = role !== undefined && role.trust.admits(PRINCIPAL) !== 'no' && missingOf(role).length < REGISTER_ACTIONS.length;
      yield { location: profilePlace.location, message: `instances of ${provider.logicalId} ${problem}`, ...isLesser ? { severity: 'warning' } : {} };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'no profile': { Template: { LaunchTemplateData: { IamInstanceProfile: undefined } } },
    'no permission': { InstanceRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy'] } },
    'an override without a launch template of its own': overriddenBy(undefined),
    'a launch template that an override names': {
      Group: mixed({ LaunchTemplateId: { Ref: 'Arm' }, Version: '1' }),
      Arm: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateName: 'arm', LaunchTemplateData: { InstanceType: 'm7g.large' } } },
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
    'a profile of the account': { Template: { LaunchTemplateData: { IamInstanceProfile: { Name: 'ecsInstanceRole' } } } },
    'an override with a launch template of its own': overriddenBy({ LaunchTemplateId: { Ref: 'Arm' }, Version: '1' }),
    'an override whose launch template a parameter decides on': overriddenBy({ Ref: 'AParameter' }),
    'everything of ECS': { InstanceRole: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonECS_FullAccess'] } },
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
    return `have ${role.label}, which trusts ${role.trust.services.join(' and ') || 'no service'} and not ${PRINCIPAL}`;
  }
  const missing = missingOf(role);
  return missing.length === 0 ? undefined : `have ${role.label}, which is not allowed ${missing.join(', ')}`;
}

function missingOf(role: Role): readonly string[] { return role.lacks(REGISTER_ACTIONS, Phrase.ANY); }
