import { BLOCKED_METADATA } from '../../../facts/posture';
import { LaunchSettings, mayMention } from '../../model/entities/launch-template';
import { capacityGroups } from '../../model/queries/capacity-groups';
import { defineRule, Violation } from '../rule';

const SCRIPT = '#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config';
const USER_DATA = { 'Fn::Base64': { 'Fn::Sub': SCRIPT } };

export default defineRule({
  title: 'Tasks cannot read the metadata of their container instance',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A task that reads the instance metadata gets the credentials of the instance role, which may do more than its task role. Tasks in network mode awsvpc can read it unless the agent blocks it, tasks in network mode bridge with a hop limit of 2 or more.',
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
    'a hop limit of 2 for tasks in network mode bridge': {
      scene: 'secured container instances with tasks that also run on ECS Anywhere', change: data({ MetadataOptions: { HttpPutResponseHopLimit: 2 } }),
    },
  },
  good: {
    'a hop limit of 2, and user data that closes the way': {
      scene: 'secured container instances with tasks that also run on ECS Anywhere',
      change: data({ MetadataOptions: { HttpPutResponseHopLimit: 2 }, UserData: { 'Fn::Base64': { 'Fn::Sub': `${SCRIPT}\niptables --insert DOCKER-USER 1 --destination 169.254.169.254/32 --jump DROP` } } }),
    },
    'user data from a parameter': data({ UserData: { Ref: 'UserData' } }),
    'a hop limit of 2, with awsvpc': data({ MetadataOptions: { HttpPutResponseHopLimit: 2 } }),
    'a launch type from a parameter': { ...data({ UserData: USER_DATA }), Service: { CapacityProviderStrategy: undefined, LaunchType: { Ref: 'LaunchType' } } },
  },
});

function data(LaunchTemplateData: object) { return { Template: { LaunchTemplateData } }; }

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
  if (!hops.satisfies(number => number > 1) || mayMention(launch, BLOCKED_METADATA.bridge)) { return; }
  yield {
    location: options.at('HttpPutResponseHopLimit'),
    message: `${launch.resource.logicalId} has a hop limit of ${hops}, with which tasks in network mode bridge read the instance metadata; set it to 1`,
  };
}
