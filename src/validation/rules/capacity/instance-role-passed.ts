import type { Role } from '../../model/entities/role';
import { PartialString } from '../../model/evaluation/partial-string';
import { arnOf } from '../../model/iam/arn';
import { containerInstances } from '../../model/queries/container-instance';
import { defineRule } from '../rule';

const PASS = 'iam:PassRole';
const allow = (Action: unknown, Resource: unknown) => [{ PolicyName: 'pass', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] } }];
const pass = (Resource: unknown) => allow(PASS, Resource);

export default defineRule({
  title: 'The infrastructure role of Managed Instances can pass the instance role',
  severity: 'error',
  outcome: 'hangs',
  why: 'The managed policy AmazonECSInfrastructureRolePolicyForManagedInstances allows iam:PassRole only on roles whose name starts with ecsInstanceRole. With another name ECS is not authorized to launch instances, and tasks stay in PROVISIONING.',
  fix: 'Remove `ec2InstanceProfile` of ManagedInstancesCapacityProvider, give the instance role a `roleName` that starts with ecsInstanceRole and no `path`, or call `instanceRole.grantPassRole(infrastructureRole)`. In CloudFormation: RoleName of the instance role, or a statement with iam:PassRole in a policy of the infrastructure role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html',

  subject: 'application',
  *check(application) {
    for (const { provider, role, launchedBy } of containerInstances(application)) {
      // service-role-permissions reports a role that may pass nothing
      if (!role || !launchedBy || launchedBy.may(PASS, PartialString.ANY) === 'no') { continue; }
      const isRefused = launchedBy.may(PASS, arnOf(role.resource)) === 'no';
      if (!isRefused && !(isNamedByUnknownStack(role) && launchedBy.may(PASS, GENERATED) === 'no')) { continue; }
      const { node, label } = role;
      const place = node.get('Path').isAbsent ? 'RoleName' : 'Path';
      const value = node.text(place).known ?? 'a name that CloudFormation generates';
      yield {
        location: node.at(place),
        message: `${launchedBy.label} is not allowed ${PASS} on ${label}, the instance role of capacity provider ${provider.logicalId} (${place}: ${value})`,
        ...isRefused ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'another name': { InstanceRole: { RoleName: 'web-instances' } },
    'a path': { InstanceRole: { Path: '/web/' } },
    'a generated name': { InstanceRole: { RoleName: undefined } },
    'a generated name in stack web': { scene: 'a service on Managed Instances in stack web', change: { InstanceRole: { RoleName: undefined } } },
    'permission to pass another role': {
      InstanceRole: { RoleName: undefined }, Infrastructure: { Policies: pass('arn:aws:iam::111122223333:role/ecsInstanceRole-web') },
    },
  },
  good: {
    'a name from a parameter': { InstanceRole: { RoleName: { Ref: 'AParameter' } } },
    'another name, with permission to pass the role': {
      InstanceRole: { RoleName: 'web-instances' }, Infrastructure: { Policies: pass({ 'Fn::GetAtt': ['InstanceRole', 'Arn'] }) },
    },
    'a generated name in stack web, with permission to pass the role': {
      scene: 'a service on Managed Instances in stack web',
      change: { InstanceRole: { RoleName: undefined }, Infrastructure: { Policies: pass('arn:aws:iam::111122223333:role/web-*') } },
    },
    'a generated name with a path, and permission for that path': {
      InstanceRole: { RoleName: undefined, Path: '/web/' }, Infrastructure: { Policies: pass('arn:aws:iam::111122223333:role/web/*') },
    },
    'a generated name, with permission to pass the role': {
      InstanceRole: { RoleName: undefined }, Infrastructure: { Policies: pass({ 'Fn::GetAtt': ['InstanceRole', 'Arn'] }) },
    },
    'a generated name, with permission to pass every role of the account': {
      InstanceRole: { RoleName: undefined }, Infrastructure: { Policies: pass({ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/*' }) },
    },
    'another name, with permission to launch instances and to pass any role': {
      InstanceRole: { RoleName: 'web-instances' }, Infrastructure: { ManagedPolicyArns: undefined, Policies: allow(['ec2:*', PASS], '*') },
    },
    'another name, with an imported managed policy': {
      InstanceRole: { RoleName: 'web-instances' }, Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/managed-instances'] },
    },
  },
});

/** The ARN of a role with a generated name, in a stack whose name is unknown. It is unlikely to start with ecsInstanceRole. */
const GENERATED = PartialString.made([
  'arn:', { kind: 'pseudo', name: 'AWS::Partition' }, ':iam::', { kind: 'pseudo', name: 'AWS::AccountId' }, ':role/stack-', { kind: 'pseudo', name: 'AWS::StackName' },
]);

function isNamedByUnknownStack({ node, resource }: Role): boolean {
  return resource.template.source.stackName === undefined && node.get('RoleName').isAbsent && node.get('Path').isAbsent;
}
