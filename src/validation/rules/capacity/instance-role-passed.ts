import { containerInstances } from '../../model/container-instance';
import { arnOf } from '../../model/iam/arn';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The role that launches Managed Instances may give them theirs',
  severity: 'warning',
  outcome: 'hangs',
  why: 'AmazonECSInfrastructureRolePolicyForManagedInstances lets ECS pass on only roles whose name starts with ecsInstanceRole; with another name no instance is launched.',
  fix: 'Begin the name of the instance role with ecsInstanceRole and leave its path alone, or allow the infrastructure role iam:PassRole on it.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html',

  on: 'application',
  *check(application) {
    for (const { profilePlace, provider, role, launchedBy } of containerInstances(application)) {
      if (!role || launchedBy?.may('iam:PassRole', arnOf(role.resource)) !== 'no') { continue; }
      yield { location: profilePlace.location, message: `instances of ${provider.logicalId} get ${role.label} from ${launchedBy.label}, which is not allowed iam:PassRole on it` };
    }
  },

  scene: 'a service on Managed Instances',
  bad: {
    'another name': { InstanceRole: { RoleName: 'web-instances' } },
    'a path': { InstanceRole: { Path: '/web/' } },
  },
  good: {
    'a name that AWS makes up': { InstanceRole: { RoleName: undefined } },
    'another name that may be passed on': {
      InstanceRole: { RoleName: 'web-instances' },
      Infrastructure: {
        Policies: [{
          PolicyName: 'pass',
          PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:PassRole', Resource: { 'Fn::GetAtt': ['InstanceRole', 'Arn'] } }] },
        }],
      },
    },
  },
});
