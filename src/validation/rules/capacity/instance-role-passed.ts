import { containerInstances } from '../../model/container-instance';
import { arnOf } from '../../model/iam/arn';
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

  subject: 'application',
  *check(application) {
    for (const { provider, role, launchedBy } of containerInstances(application)) {
      if (!role || launchedBy?.may(PASS, arnOf(role.resource)) !== 'no') { continue; }
      yield {
        location: role.node.at(role.node.get('Path').isAbsent ? 'RoleName' : 'Path'),
        message: `instances of ${provider.logicalId} get ${role.label} from ${launchedBy.label}, which is not allowed ${PASS} on it`,
      };
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'another name': { InstanceRole: { RoleName: 'web-instances' } },
    'a path': { InstanceRole: { Path: '/web/' } },
  },
  good: {
    'a name that CloudFormation makes up': { InstanceRole: { RoleName: undefined } },
    'another name that may be passed on': {
      InstanceRole: { RoleName: 'web-instances' }, Infrastructure: { Policies: pass({ 'Fn::GetAtt': ['InstanceRole', 'Arn'] }) },
    },
  },
});
