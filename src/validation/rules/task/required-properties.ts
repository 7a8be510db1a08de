import { REQUIRED_MEMBERS } from '../../../facts/task-members';
import { missingMembers } from '../../model/queries/missing-member';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Required properties of a task definition are set',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation treats these properties as optional, but ECS requires them and refuses the task definition.',
  fix: 'Set the property that the message names, in addContainer(), addVolume() or the corresponding call.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { place, location, problem, isRefused } of missingMembers(task.node, REQUIRED_MEMBERS)) {
      yield { location, message: `${task.ownerOf(place)} has ${problem}; ECS requires it`, ...isRefused ? {} : { severity: 'warning' } };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a container without an image': { Task: { ContainerDefinitions: { 0: { Image: undefined } } } },
    'a health check without a command': { Task: { ContainerDefinitions: { 0: { HealthCheck: { Interval: 30 } } } } },
    'a variable without a name': { Task: { ContainerDefinitions: { 0: { Environment: [{ Value: 'x' }] } } } },
    'an environment file with an empty value': {
      Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { EnvironmentFiles: [{ Type: 's3', Value: '' }] } } },
    },
    'empty registry credentials': {
      Task: { ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution', ContainerDefinitions: { 0: { RepositoryCredentials: { CredentialsParameter: '' } } } },
    },
    'a health check with an empty command': { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: [] } } } } },
    'either of two health checks without a command': {
      Task: { ContainerDefinitions: { 0: { HealthCheck: { 'Fn::If': ['Fast', { Interval: 5 }, { Interval: 30 }] } } } },
    },
    'a container with an empty image': { Task: { ContainerDefinitions: { 0: { Image: '' } } } },
    'a volume without a name': { Task: { Volumes: [{ Host: {} }] } },
    'a dependency without a condition': { Task: { ContainerDefinitions: { 1: { Name: 'a', Image: 'a', Essential: false, DependsOn: [{ ContainerName: 'web' }] } } } },
    'a shared GPU without memory': {
      scene: 'a service on Managed Instances',
      change: { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', SharingStrategy: { NvidiaMps: { MaxComputePercent: 50 } } }] } } } },
    },
  },
  good: {
    'all required properties': {
      Task: {
        ContainerDefinitions: {
          0: { HealthCheck: { Command: ['CMD-SHELL', 'exit 0'] }, Environment: [{ Name: 'A', Value: '' }] },
          1: { Name: 'a', Image: 'a', Essential: false, DependsOn: [{ ContainerName: 'web', Condition: 'START' }] },
        },
      },
    },
    'a health check without a command, under a condition': {
      Task: { ContainerDefinitions: { 0: { HealthCheck: { 'Fn::If': ['Checked', { Interval: 30 }, { Ref: 'AWS::NoValue' }] } } } },
    },
    'containers under a condition': {
      Task: { ContainerDefinitions: { 'Fn::If': ['Small', [{ Name: 'web', Image: 'nginx' }], { Ref: 'AWS::NoValue' }] } },
      Service: undefined,
    },
    'a shared GPU': {
      scene: 'a service on Managed Instances',
      change: { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', SharingStrategy: { NvidiaMps: { Memory: 4096 } } }] } } } },
    },
  },
});
