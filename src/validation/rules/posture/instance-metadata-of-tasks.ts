import { BLOCKED_METADATA, HOPS_WITH_IMDSV2, IMAGES_WITH_IMDSV2 } from '../../../facts/posture';
import { LaunchSettings, LaunchTemplate, mayMention } from '../../model/entities/launch-template';
import type { Value } from '../../model/evaluation/value';
import { capacityGroups } from '../../model/queries/capacity-groups';
import { hasImageOfAws, imageParameterOf } from '../../model/queries/machine-image';
import { defineRule, Violation } from '../rule';

const WITH_BRIDGE = 'secured container instances with tasks that also run on ECS Anywhere';
const SCRIPT = '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config';
const USER_DATA = { 'Fn::Base64': { 'Fn::Sub': SCRIPT } };

export default defineRule({
  title: 'Tasks cannot read the metadata of their container instance',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A task that reads the instance metadata gets the credentials of the instance role, which may do more than its task role. Tasks in network mode awsvpc can read it unless the agent blocks it, tasks in network mode bridge with a hop limit of 2 or more. AMIs of Amazon Linux 2023 set it to 2, unless the launch template or the account sets another one.',
  fix: 'Set ECS_AWSVPC_BLOCK_IMDS=true in /etc/ecs/ecs.config, and the hop limit of the launch template to 1; Capacity.instances() does both. In CloudFormation: UserData, and MetadataOptions.HttpPutResponseHopLimit.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html',

  subject: 'application',
  *check({ taskRunners }) {
    const launches = new Map<LaunchSettings, Set<string | undefined>>();
    for (const runner of taskRunners) {
      for (const launch of capacityGroups(runner).known.flatMap(group => group.launches.known)) {
        launches.set(launch, (launches.get(launch) ?? new Set()).add(runner.networkMode.known));
      }
    }
    for (const [launch, modes] of launches) {
      if (modes.has('awsvpc')) { yield* unblocked(launch); }
      if (modes.has('bridge')) { yield* farReaching(launch); }
    }
  },

  scene: 'secured container instances',
  bad: {
    'awsvpc without the setting of the agent': data({ UserData: USER_DATA }),
    'a hop limit of 2 for tasks in network mode bridge': withBridge({ MetadataOptions: { HttpPutResponseHopLimit: 2 } }),
    'no hop limit, with Amazon Linux 2023, for tasks in network mode bridge': withBridge({ MetadataOptions: { HttpPutResponseHopLimit: undefined } }),
  },
  good: {
    'no hop limit, with an AMI from a parameter of the account': withBridge({
      MetadataOptions: { HttpPutResponseHopLimit: undefined }, ImageId: '{{resolve:ssm:/company/al2023/image_id}}',
    }),
    'no hop limit, with Bottlerocket': withBridge({
      MetadataOptions: { HttpPutResponseHopLimit: undefined },
      ImageId: '{{resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id}}',
      UserData: { 'Fn::Base64': { 'Fn::Sub': '[settings.ecs]\ncluster = "${Cluster}"\n' } },
    }),
    'no hop limit in a launch configuration': {
      scene: WITH_BRIDGE,
      change: {
        Group: { LaunchTemplate: undefined, MixedInstancesPolicy: undefined, LaunchConfigurationName: { Ref: 'Configuration' } },
        Configuration: {
          Type: 'AWS::AutoScaling::LaunchConfiguration',
          Properties: {
            ImageId: '{{resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}}',
            InstanceType: 'm5.large',
            IamInstanceProfile: { Ref: 'InstanceProfile' },
            UserData: USER_DATA,
          },
        },
      },
    },
    'a hop limit from a parameter': withBridge({ MetadataOptions: { HttpPutResponseHopLimit: { Ref: 'Hops' } } }),
    'a hop limit of 2, and user data that closes the way': withBridge({
      MetadataOptions: { HttpPutResponseHopLimit: 2 },
      UserData: { 'Fn::Base64': { 'Fn::Sub': `${SCRIPT}\niptables --insert DOCKER-USER 1 --destination 169.254.169.254/32 --jump DROP` } },
    }),
    'user data from a parameter': data({ UserData: { Ref: 'UserData' } }),
    'a hop limit of 2, with awsvpc': data({ MetadataOptions: { HttpPutResponseHopLimit: 2 } }),
    'a launch type from a parameter': { ...data({ UserData: USER_DATA }), Service: { CapacityProviderStrategy: undefined, LaunchType: { Ref: 'LaunchType' } } },
  },
});

function data(LaunchTemplateData: object) { return { Template: { LaunchTemplateData } }; }

function withBridge(change: object) {
  return { scene: WITH_BRIDGE, change: data(change) } as const;
}

function* unblocked(launch: LaunchSettings): Generator<Violation> {
  if (mayMention(launch, BLOCKED_METADATA.awsvpc)) { return; }
  yield {
    location: launch.data.at('UserData'),
    message: `${launch.resource.logicalId} does not block the instance metadata for tasks in network mode awsvpc; set ECS_AWSVPC_BLOCK_IMDS`,
  };
}

function* farReaching(launch: LaunchSettings): Generator<Violation> {
  const options = launch.data.get('MetadataOptions');
  const hops = options.number('HttpPutResponseHopLimit');
  if (!hopsOf(launch, hops).satisfies(number => number > 1) || mayMention(launch, BLOCKED_METADATA.bridge)) { return; }
  const limit = hops.isAbsent ? `the default hop limit of its AMI, ${HOPS_WITH_IMDSV2}` : `a hop limit of ${hops}`;
  yield {
    location: options.at('HttpPutResponseHopLimit'),
    message: `${launch.resource.logicalId} has ${limit}, with which tasks in network mode bridge read the instance metadata; set it to 1`,
  };
}

/** If a launch template has none, the AMI sets it. The default of a launch configuration is 1. */
function hopsOf(launch: LaunchSettings, hops: Value<number>): Value<number> {
  const isOfImage = launch.resource.type === LaunchTemplate.TYPE && hasImageOfAws(launch) && IMAGES_WITH_IMDSV2.test(imageParameterOf(launch) ?? '');
  return isOfImage ? hops.orDefault(HOPS_WITH_IMDSV2) : hops;
}
