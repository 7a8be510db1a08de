import { UNIQUE_NAMES } from '../../../facts/task-members';
import { places } from '../../model/places';
import { repeated } from '../../model/repeated';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Containers, port mappings, volumes and tags of a task definition have names of their own',
  severity: 'error',
  outcome: 'refused',
  why: 'Services, dependencies and mount points find them by name; ECS refuses a name that is given twice.',
  fix: 'Rename one of the two, or leave it out.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { path, key, what, otherwise } of UNIQUE_NAMES) {
      for (const { again, name } of repeated(places(task.node, path), key)) {
        yield {
          location: again.at(key),
          message: `a second ${what} is called "${name}"`,
          ...otherwise === 'refused' ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'two containers of one name': { Task: { ContainerDefinitions: { 1: { Name: 'web', Image: 'busybox' } } } },
    'two port mappings of one name': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }, { ContainerPort: 81, Name: 'http' }] } } },
    },
    'two tags of one name': { Task: { Tags: [{ Key: 'team', Value: 'a' }, { Key: 'team', Value: 'b' }] } },
    'two volumes of one name': { Task: { Volumes: [{ Name: 'data' }, { Name: 'data', Host: {} }] } },
  },
  good: {
    'two names': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'busybox' } } } },
    'one container or the other': {
      Task: { ContainerDefinitions: { 1: { 'Fn::If': ['Traced', { Name: 'web', Image: 'busybox' }, { Ref: 'AWS::NoValue' }] } } },
    },
  },
});
