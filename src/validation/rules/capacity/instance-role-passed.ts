import { containerInstances } from '../../model/container-instance';
import { arnOf } from '../../model/iam/arn';
import { Phrase } from '../../model/phrase';
import type { Role } from '../../model/role';
import { partsOf } from '../../model/term';
import { defineRule } from '../rule';

const PASS = 'iam:PassRole';
const pass = (Resource: unknown) => [{ PolicyName: 'pass', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: PASS, Resource }] } }];

export default defineRule({
  title: 'The role that launches Managed Instances may give them theirs',
  severity: 'warning',
  outcome: 'hangs',
  why: 'AmazonECSInfrastructureRolePolicyForManagedInstances lets ECS pass on only roles whose name starts with ecsInstanceRole; with another name no instance is launched.',
  fix: 'Set RoleName of the instance role to one that begins with ecsInstanceRole and leave its path alone, or allow the infrastructure role iam:PassRole on it.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html',

  on: 'application',
  *check(application) {
    for (const { provider, role, launchedBy } of containerInstances(application)) {
      if (!role || !launchedBy) { continue; }
      const message = `instances of ${provider.logicalId} get ${role.label} from ${launchedBy.label}, which is not allowed ${PASS} on it`;
      const location = role.node.at(role.node.get('Path').isAbsent ? 'RoleName' : 'Path');
      if (launchedBy.may(PASS, arnOf(role.resource)) === 'no') { yield { location, message }; }
      if (isLeftToItsStack(role, launchedBy)) { yield { location, message: `${message}: its name will begin with that of the stack` }; }
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'another name': { InstanceRole: { RoleName: 'web-instances' } },
    'a path': { InstanceRole: { Path: '/web/' } },
    'a name that CloudFormation makes up': { InstanceRole: { RoleName: undefined } },
  },
  good: {
    'another name that may be passed on': {
      InstanceRole: { RoleName: 'web-instances' }, Infrastructure: { Policies: pass({ 'Fn::GetAtt': ['InstanceRole', 'Arn'] }) },
    },
    'a name that CloudFormation makes up, passed on by that of the stack': {
      InstanceRole: { RoleName: undefined }, Infrastructure: { Policies: pass('arn:aws:iam::111122223333:role/web-*') },
    },
  },
});

/** What CloudFormation makes up begins with the name of the stack, and only a statement of AWS asks for another beginning. */
function isLeftToItsStack({ node, resource }: Role, launcher: Role): boolean {
  if (!node.get('RoleName').isAbsent || launcher.permissions.mayName(PASS)) { return false; }
  // no stack has a name that begins with a hyphen
  const [start] = resource.template.evaluate({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role/${resource.template.source.stackName ?? '-'}` });
  return launcher.may(PASS, Phrase.made(partsOf(start))) === 'no' && launcher.may(PASS, arnOf(resource)) === 'unknown';
}
