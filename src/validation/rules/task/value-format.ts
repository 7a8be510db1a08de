import { VALUE_FORMATS, ValueFormat } from '../../../facts/task-formats';
import type { Node } from '../../model/node';
import { parameterName, places } from '../../model/places';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Every value in a task definition has a form that ECS takes',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation passes most values on unseen; ECS refuses the task definition, or the container cannot be created.',
  fix: 'Write the value as the message says.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const format of VALUE_FORMATS) {
      for (const place of places(task.node, format.path)) {
        if (isOff(place, format)) {
          yield {
            location: place.location,
            message: `${task.ownerOf(place)} has ${parameterName(format.path)} ${shown(place)}; it must be ${wording(format)}`,
            ...format.otherwise === 'refused' ? {} : { severity: 'warning' },
          };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a dot in the family': { Task: { Family: 'my.family' } },
    'a capacity provider among the launch types': { Task: { RequiresCompatibilities: ['FARGATE', 'FARGATE_SPOT'] } },
    'a registry of China by the name of another': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.cn-north-1.amazonaws.com/web:1' } } } },
    'a registry by the name of one of China': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com.cn/web:1' } } } },
    'a variable in the image': { Task: { ContainerDefinitions: { 0: { Image: '$IMAGE:$TAG' } } } },
    'a port that does not exist': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 70000 }] } } } },
    'an upper case port name': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'HTTP' }] } } } },
    'a health check that waits too long': { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: ['CMD-SHELL', 'exit 0'], Timeout: 90 } } } } },
    'a user for a role': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:user/bob' } },
    'less storage than there is anyway': { Task: { EphemeralStorage: { SizeInGiB: 20 } } },
    'a sysctl of the whole host': { Task: { ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'vm.max_map_count', Value: '262144' }] } } } },
    'a relative working directory': { Task: { ContainerDefinitions: { 0: { WorkingDirectory: 'app' } } } },
    'a misspelled subject further on': {
      Task: { RequiresCompatibilities: undefined, PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:a == b and (attributes:c == d)' }] }, Service: undefined,
    },
    'a size in words': { Task: { Memory: 'plenty' } },
  },
  good: {
    'the same, well formed': {
      Task: {
        Family: 'my-family',
        Memory: '1 GB',
        EphemeralStorage: { SizeInGiB: 21 },
        TaskRoleArn: 'arn:aws:iam::111122223333:role/app',
        ContainerDefinitions: {
          0: {
            Image: `nginx:1.27@sha256:${'a'.repeat(64)}`,
            PortMappings: [{ ContainerPort: 65535, Name: 'http', Protocol: 'TCP' }],
            HealthCheck: { Command: ['CMD-SHELL', 'exit 0'], Timeout: 60 },
            WorkingDirectory: '/app',
            SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }],
          },
        },
      },
    },
    'empty texts': { Task: { TaskRoleArn: '', ContainerDefinitions: { 0: { User: '', WorkingDirectory: '' } } } },
    'a role by name': { Task: { TaskRoleArn: 'app' } },
    'a registry of China': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1' } } } },
    'an image that is known at deployment': { Task: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${Registry}/app:$TAG' } } } } },
  },
});

function isOff(place: Node, { pattern, oneOf, anyCase, min, max, path }: ValueFormat): boolean {
  if (pattern) { return place.asText.satisfies(text => !pattern.test(text)); }
  if (oneOf) { return place.asText.satisfies(text => !oneOf.includes(anyCase ? text.toLowerCase() : text)); }
  if (min === undefined) { throw new Error(`no form is given for ${path}`); }
  return place.asNumber.satisfies(value => value < min || value > (max ?? Infinity));
}

function wording({ says, oneOf, min, max, unit }: ValueFormat): string {
  return says ?? (oneOf ? anyOf(oneOf) : `from ${min} to ${max}${unit === undefined ? '' : ` ${unit}`}`);
}

function anyOf(words: readonly string[]): string { return words.join(', ').replace(/, ([^,]*)$/, ' or $1'); }

function shown(place: Node): string {
  return typeof place.asNumber.known === 'number' ? place.asText.toString() : `"${place.asText}"`;
}
