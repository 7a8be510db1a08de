import { DAEMON_VALUE_FORMATS } from '../../../facts/daemons';
import { VALUE_FORMATS } from '../../../facts/task-formats';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Values in a task definition have a format that ECS accepts',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check most of these values. ECS refuses the task definition, or the container cannot start.',
  fix: 'Set the value in the format that the message names, in addContainer(), addVolume() or the task definition. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html',

  subject: 'taskDefinition',
  check(task) { return wrongValues(task.node, task.isDaemon ? DAEMON_VALUE_FORMATS : VALUE_FORMATS, place => task.ownerOf(place)); },

  scene: 'a Fargate service',
  bad: {
    'a dot in the family': { Task: { Family: 'my.family' } },
    'a capacity provider as a launch type': { Task: { RequiresCompatibilities: ['FARGATE', 'FARGATE_SPOT'] } },
    'a registry in China with the domain for other Regions': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.cn-north-1.amazonaws.com/web:1' } } } },
    'a registry in another Region with the domain for China': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com.cn/web:1' } } } },
    'a shell variable in the image': { Task: { ContainerDefinitions: { 0: { Image: '$IMAGE:$TAG' } } } },
    'a port above 65535': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 70000 }] } } } },
    'an upper case port name': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'HTTP' }] } } } },
    'a health check timeout above the maximum': { Task: { ContainerDefinitions: { 0: { HealthCheck: { Command: ['CMD-SHELL', 'exit 0'], Timeout: 90 } } } } },
    'the ARN of a user as a role': { Task: { TaskRoleArn: 'arn:aws:iam::111122223333:user/bob' } },
    'as much ephemeral storage as the default': { Task: { EphemeralStorage: { SizeInGiB: 20 } } },
    'less ephemeral storage than the default': { Task: { EphemeralStorage: { SizeInGiB: 10 } } },
    'an empty working directory': { Task: { ContainerDefinitions: { 0: { WorkingDirectory: '' } } } },
    'an empty family': { Task: { Family: '' } },
    'an empty tag key': { Task: { Tags: [{ Key: '', Value: 'a' }] } },
    'an empty process namespace': { Task: { PidMode: '' } },
    'a system control without a namespace': { Task: { ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'vm.max_map_count', Value: '262144' }] } } } },
    'a value in the name of a variable': { Task: { ContainerDefinitions: { 0: { Environment: [{ Name: 'MODE=fast', Value: '' }] } } } },
    'a space in the name of a secret': { Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'API KEY', ValueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/key' }] } } } },
    'a relative working directory': { Task: { ContainerDefinitions: { 0: { WorkingDirectory: 'app' } } } },
    'a misspelled attribute in a placement constraint': {
      Task: { RequiresCompatibilities: undefined, PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:a == b and (attributes:c == d)' }] }, Service: undefined,
    },
    'a memory size in words': { Task: { Memory: 'plenty' } },
    'a daemon with the process namespace of the host': { scene: 'a daemon on Managed Instances', change: { Agent: { PidMode: 'host' } } },
    'a daemon with the IPC namespace of a task': { scene: 'a daemon on Managed Instances', change: { Agent: { IpcMode: 'task' } } },
    'an image of a daemon with a shell variable': { scene: 'a daemon on Managed Instances', change: { Agent: { ContainerDefinitions: { 0: { Image: '$IMAGE' } } } } },
    'more than all of a GPU': {
      scene: 'a service on Managed Instances',
      change: { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', SharingStrategy: { NvidiaMps: { Memory: 4096, MaxComputePercent: 150 } } }] } } } },
    },
  },
  good: {
    'values in the required format': {
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
            Environment: [{ Name: 'spring.profiles-active', Value: 'production' }],
            SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }],
          },
        },
      },
    },
    'an empty role, user and tag value': { Task: { TaskRoleArn: '', Tags: [{ Key: 'team', Value: '' }], ContainerDefinitions: { 0: { User: '' } } } },
    'a role by name': { Task: { TaskRoleArn: 'app' } },
    'a registry in China': { Task: { ContainerDefinitions: { 0: { Image: '111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web:1' } } } },
    'an image from a parameter': { Task: { ContainerDefinitions: { 0: { Image: { 'Fn::Sub': '${Registry}/app:$TAG' } } } } },
    'a daemon with the namespaces of the instance': { scene: 'a daemon on Managed Instances', change: { Agent: { PidMode: 'shared', IpcMode: 'shared' } } },
  },
});
