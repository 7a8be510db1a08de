import { AGENT_FORMATS, JSON_VARIABLES } from '../../../facts/agent-settings';
import { AGENT_LOG_DRIVERS, LOG_DRIVERS_VARIABLE } from '../../../facts/instance-capabilities';
import { hasFormat, inWords } from '../../../facts/value-format';
import type { LaunchSettings } from '../../model/entities/launch-template';
import { UserData, userDataOf } from '../../model/entities/user-data';
import { jsonIn } from '../../model/evaluation/json-text';
import { hasImageOfAws } from '../../model/queries/machine-image';
import { servingLaunches } from '../../model/queries/serving-group';
import { agentScript, AMI, launching, userData } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The settings of the ECS agent in user data have values that it accepts',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The agent ignores a value that it cannot read, and uses the default: log drivers that are not a JSON list leave only json-file, so that ECS places no tasks with others. It does not start with a log driver that it does not know: "Invalid logging drivers".',
  fix: 'Use the props agent of the Instances capacity, which writes the values. In CloudFormation: UserData of the launch template, such as ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"] in single quotes. Then replace the instances, for example with an instance refresh: a new version of the launch template reaches only new instances.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html',

  subject: 'application',
  *check(application) {
    for (const launch of servingLaunches(application)) {
      const data = hasImageOfAws(launch) ? userDataOf(launch) : undefined;
      if (data) { yield* problemsOf(launch, data); }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'log drivers without quotes': launching(userData('#!/bin/bash\necho ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config\necho ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"] >> /etc/ecs/ecs.config')),
    'an unknown log driver': launching(agentScript('ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","cloudwatch"]')),
    'attributes as a list': launching(agentScript('ECS_INSTANCE_ATTRIBUTES=["web"]')),
    'attributes as a text': launching(agentScript('ECS_INSTANCE_ATTRIBUTES=web')),
    'a switch that is neither true nor false': launching(agentScript('ECS_ENABLE_SPOT_INSTANCE_DRAINING=yes')),
    'a switch in mixed case': launching(agentScript('ECS_ENABLE_SPOT_INSTANCE_DRAINING=tRUE')),
    'a duration without a unit': launching(agentScript('ECS_IMAGE_CLEANUP_INTERVAL=600')),
    'no number': launching(agentScript('ECS_RESERVED_MEMORY=256m')),
  },
  good: {
    'log drivers': launching(agentScript('ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs","awsfirelens"]')),
    'attributes': launching(agentScript('ECS_INSTANCE_ATTRIBUTES={"stack":"web"}', 'ECS_ENGINE_AUTH_TYPE=docker', 'ECS_IMAGE_CLEANUP_INTERVAL=1h30m', 'ECS_RESERVED_MEMORY=256')),
    'switches of Go': launching(agentScript('ECS_ENABLE_SPOT_INSTANCE_DRAINING=1', 'ECS_ENABLE_CONTAINER_METADATA=T', 'ECS_AWSVPC_BLOCK_IMDS=False', 'ECS_ENABLE_HIGH_DENSITY_ENI=f')),
    'an empty value': launching(agentScript('ECS_IMAGE_CLEANUP_INTERVAL=')),
    'a value from a parameter': launching(agentScript('ECS_AVAILABLE_LOGGING_DRIVERS=${AParameter}', 'ECS_RESERVED_MEMORY=${AParameter}')),
    'an agent of unknown version': launching({ ImageId: AMI.own, ...agentScript('ECS_ENABLE_SPOT_INSTANCE_DRAINING=yes') }),
    'no user data that is known': launching({ UserData: { Ref: 'AParameter' } }),
  },
});

function* problemsOf({ data: place }: LaunchSettings, data: UserData): Iterable<Violation> {
  const location = place.at('UserData');
  for (const [name, format] of AGENT_FORMATS) {
    const value = literalOf(data, name);
    if (value !== undefined && !hasFormat(value, format)) { yield { location, message: `the user data sets ${name} to ${value}; it must be ${inWords(format)}` }; }
  }
  for (const [name, kind] of JSON_VARIABLES) {
    const value = literalOf(data, name);
    if (value === undefined) { continue; }
    const parsed = jsonIn(value);
    if (kind === 'list' ? !Array.isArray(parsed) : !isMap(parsed)) {
      yield { location, message: `the user data sets ${name} to ${value}; it must be a ${kind} in JSON` };
    }
    const drivers: readonly unknown[] = name === LOG_DRIVERS_VARIABLE && Array.isArray(parsed) ? parsed : [];
    const unknown = drivers.filter(driver => !AGENT_LOG_DRIVERS.includes(String(driver)));
    if (unknown.length > 0) {
      yield { location, message: `the user data lists ${unknown.join(', ')} in ${name}, which the agent does not know` };
    }
  }
}

function literalOf(data: UserData, name: string): string | undefined {
  const found = data.variable(name);
  return found.state === 'set' ? found.value.literal || undefined : undefined;
}

function isMap(parsed: unknown): boolean { return Object(parsed) === parsed && !Array.isArray(parsed); }
