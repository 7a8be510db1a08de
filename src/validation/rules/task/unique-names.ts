import { UNIQUE_NAMES } from '../../../facts/task-members';
import { places } from '../../model/evaluation/places';
import { repeated } from '../../model/evaluation/repeated';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Names of containers, port mappings, volumes and tags in a task definition are unique',
  severity: 'error',
  outcome: 'refused',
  why: 'Services, dependencies and mount points refer to these names. ECS refuses a task definition that uses one twice.',
  fix: 'Set another containerName in addContainer(), name in portMappings or in addVolume(), or tag key. In CloudFormation: Name or Key.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { path, key, what, otherwise } of UNIQUE_NAMES) {
      for (const { again, name } of repeated(places(task.node, path), key)) {
        yield {
          location: again.at(key),
          message: `two ${what} have the same ${key.toLowerCase()}, "${name}"; rename one`,
          ...otherwise === 'refused' ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'two containers with the same name': { Task: { ContainerDefinitions: { 1: { Name: 'web', Image: 'busybox' } } } },
    'two port mappings with the same name': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }, { ContainerPort: 81, Name: 'http' }] } } },
    },
    'two tags with the same key': { Task: { Tags: [{ Key: 'team', Value: 'a' }, { Key: 'team', Value: 'b' }] } },
    'two volumes with the same name': { Task: { Volumes: [{ Name: 'data' }, { Name: 'data', Host: {} }] } },
  },
  good: {
    'different names': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'busybox' } } } },
    'a container under a condition': {
      Task: { ContainerDefinitions: { 1: { 'Fn::If': ['Traced', { Name: 'web', Image: 'busybox' }, { Ref: 'AWS::NoValue' }] } } },
    },
  },
});
