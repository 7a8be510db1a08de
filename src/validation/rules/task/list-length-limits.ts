import { FILLED_LISTS, ITEM_LIMITS } from '../../../facts/task-members';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'Lists in a task definition have a length that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a task definition with too many or too few elements. It also counts the sidecars and tags that aspects and extensions add.',
  fix: 'Remove elements, or split the task definition into several; add a container with addContainer() if there is none. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',

  subject: 'taskDefinition',
  *check(task) {
    yield* tooLong(task);
    if (!task.isExpress) { yield* empty(task); }
  },

  scene: 'a Fargate service',
  bad: {
    'eleven containers': { Task: { ContainerDefinitions: containers(11) } },
    'no container': { Task: { ContainerDefinitions: [] } },
    'an empty list of launch types': { Task: { RequiresCompatibilities: [] } },
    'two credential specifications': {
      Task: { ContainerDefinitions: { 0: { CredentialSpecs: ['credentialspec:arn:aws:s3:::specs/one.json', 'credentialspec:arn:aws:s3:::specs/two.json'] } } },
    },
    'more than 50 tags': { Task: { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `key${index}`, Value: 'value' })) } },
    'an empty list of containers': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/app', ContainerDefinitions: [] }, Service: { EnableExecuteCommand: true } },
  },
  good: {
    'ten containers': { Task: { ContainerDefinitions: containers(10) } },
    'an eleventh container under a condition': {
      Task: { ContainerDefinitions: [...containers(10), { 'Fn::If': ['Traced', containers(1, 'tracer')[0], { Ref: 'AWS::NoValue' }] }] },
    },
    'no list of launch types': { Task: { RequiresCompatibilities: undefined } },
    'an Express service': { scene: 'an Express service', change: {} },
  },
});

function* tooLong(task: TaskDefinition): Iterable<Violation> {
  for (const { path, max, what, otherwise } of ITEM_LIMITS) {
    for (const place of places(task.node, path)) {
      const { atLeast } = place.asList;
      if (atLeast <= max) { continue; }
      yield {
        location: place.location,
        message: `${task.ownerOf(place)} has ${atLeast} ${what}; the maximum is ${max}`,
        ...otherwise === 'refused' ? {} : { severity: 'warning' },
      };
    }
  }
}

function* empty(task: TaskDefinition): Iterable<Violation> {
  for (const { path, isRequired, effect, otherwise } of FILLED_LISTS) {
    const place = task.node.get(path);
    if (!place.asList.isEmpty || !(isRequired ? task.node.keys.length > 0 : place.isGiven)) { continue; }
    yield {
      location: place.location,
      message: `the task definition has an empty ${path}; ${effect}`,
      ...otherwise === 'refused' ? {} : { severity: 'warning' },
    };
  }
}

function containers(count: number, name = 'web'): object[] {
  return Array.from({ length: count }, (_, index) => ({
    Name: index === 0 ? name : `${name}${index}`,
    Image: 'public.ecr.aws/nginx/nginx:1.27',
    ...index === 0 ? { PortMappings: [{ ContainerPort: 80 }] } : {},
  }));
}
