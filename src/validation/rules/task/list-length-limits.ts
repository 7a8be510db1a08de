import { ITEM_LIMITS } from '../../../facts/task-members';
import { places } from '../../model/places';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Every list in a task definition is as long as ECS takes it',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS counts what is in the registered task definition, also the sidecars and tags that aspects and extensions add.',
  fix: 'Leave some out, or split the task; where the list is empty, name what belongs into it.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { path, min = 0, isOptional, max, what, otherwise } of ITEM_LIMITS) {
      // what has to be there counts as empty where it is not written
      for (const place of min > 0 ? [task.node.get(path)] : places(task.node, path)) {
        const { atLeast, isEmpty } = place.asList;
        const isShort = min > 0 && isEmpty && (isOptional ? place.isGiven : task.node.keys.length > 0);
        if (atLeast > max || isShort) {
          yield {
            location: place.location,
            message: `${task.ownerOf(place)} has ${isShort ? 'no' : atLeast} ${what}, ${isShort ? wanted(min, isOptional) : `at most ${max} ${max === 1 ? 'is' : 'are'} possible`}`,
            ...otherwise === 'refused' ? {} : { severity: 'warning' },
          };
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'eleven containers': { Task: { ContainerDefinitions: containers(11) } },
    'no container': { Task: { ContainerDefinitions: [] } },
    'a list of no launch types, which switches the checks of ECS off': { Task: { RequiresCompatibilities: [] } },
    'more tags than AWS keeps': { Task: { Tags: Array.from({ length: 51 }, (_, index) => ({ Key: `key${index}`, Value: 'value' })) } },
  },
  good: {
    'ten containers': { Task: { ContainerDefinitions: containers(10) } },
    'an eleventh that a condition leaves out': {
      Task: { ContainerDefinitions: [...containers(10), { 'Fn::If': ['Traced', containers(1, 'tracer')[0], { Ref: 'AWS::NoValue' }] }] },
    },
  },
});

function wanted(min: number, isOptional = false): string { return `at least ${min} is needed${isOptional ? ' where the list is written' : ''}`; }

function containers(count: number, name = 'web'): object[] {
  return Array.from({ length: count }, (_, index) => ({
    Name: index === 0 ? name : `${name}${index}`,
    Image: 'public.ecr.aws/nginx/nginx:1.27',
    ...index === 0 ? { PortMappings: [{ ContainerPort: 80 }] } : {},
  }));
}
