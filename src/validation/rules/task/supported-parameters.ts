import { Host, hostNameOf } from '../../../facts/hosts';
import { UNSUPPORTED_PARAMETERS, UnsupportedParameter } from '../../../facts/task-parameters';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { parameterName, places } from '../../model/evaluation/places';
import { isAmong } from '../../model/evaluation/values';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The compute of a task definition supports its parameters',
  severity: 'error',
  outcome: 'refused',
  why: 'If a launch type of a task definition does not support a parameter, ECS refuses the task definition or ignores the parameter.',
  fix: 'Remove the parameter, set a supported value, or create a separate task definition (FargateTaskDefinition, Ec2TaskDefinition, ExternalTaskDefinition) for each launch type. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const row of UNSUPPORTED_PARAMETERS) {
      const unable = task.hosts.filter(hosts => refuses(row, hosts, task));
      if (unable.length === 0) { continue; }
      for (const place of places(task.node, row.path)) {
        if (isAmong(place, row.values)) { yield violation(task, place, row, unable); }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a privileged container': { Task: { ContainerDefinitions: { 0: { Privileged: true } } } },
    'a privileged container, as a string': { Task: { ContainerDefinitions: { 0: { Privileged: 'True' } } } },
    'a placement constraint': { Task: { PlacementConstraints: [{ Type: 'memberOf', Expression: 'attribute:ecs.instance-type == m7g.large' }] } },
    'a shared IPC namespace': { Task: { IpcMode: 'task' } },
    'the process namespace of the host': { Task: { PidMode: 'host' } },
    'a GPU': { Task: { ContainerDefinitions: { 0: { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] } } } },
    'a kernel capability': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } } } } },
    'shared memory': { Task: { ContainerDefinitions: { 0: { LinuxParameters: { SharedMemorySize: 64 } } } } },
    'ephemeral storage on EC2': { scene: 'an EC2 service on dynamic ports behind a load balancer', change: { Task: { EphemeralStorage: { SizeInGiB: 50 } } } },
    'a host directory': { Task: { Volumes: [{ Name: 'data', Host: { SourcePath: '/data' } }] } },
    'a Docker volume': { Task: { Volumes: [{ Name: 'data', DockerVolumeConfiguration: { Scope: 'task' } }] } },
    'a stop timeout above the maximum': { Task: { ContainerDefinitions: { 0: { StopTimeout: 300 } } } },
    'a Windows version that Fargate does not run': { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2016_FULL' } } },
    'Linux settings on Windows': {
      Task: {
        Cpu: '1024',
        Memory: '2048',
        RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
        ContainerDefinitions: { 0: { User: '1000' } },
      },
    },
    'inference accelerators': { Task: { InferenceAccelerators: [{ DeviceName: 'a', DeviceType: 'eia2.medium' }] } },
    'port mappings of a daemon': { scene: 'a daemon on Managed Instances', change: { Agent: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 8125 }] } } } } },
    'a network mode of a daemon': { scene: 'a daemon on Managed Instances', change: { Agent: { NetworkMode: 'host' } } },
  },
  good: {
    'supported values on Fargate': {
      Task: {
        PidMode: 'task',
        EphemeralStorage: { SizeInGiB: 50 },
        Volumes: [{ Name: 'scratch', Host: {} }],
        ContainerDefinitions: {
          0: { Privileged: false, StopTimeout: 120, User: '1000', LinuxParameters: { InitProcessEnabled: true, Capabilities: { Add: ['SYS_PTRACE'], Drop: ['ALL'] } } },
        },
      },
    },
    'empty lists': { Task: { PlacementConstraints: [], ContainerDefinitions: { 0: { DockerSecurityOptions: [], ResourceRequirements: [] } } } },
    'a placement constraint under a condition': {
      Task: { PlacementConstraints: [{ 'Fn::If': ['OnEc2', { Type: 'memberOf', Expression: 'attribute:ecs.os-type == linux' }, { Ref: 'AWS::NoValue' }] }] },
    },
    'ephemeral storage for a task that may run on Fargate': {
      Task: { RequiresCompatibilities: ['EC2', { 'Fn::If': ['Managed', 'MANAGED_INSTANCES', 'FARGATE'] }], EphemeralStorage: { SizeInGiB: 50 } }, Service: undefined,
    },
    'ephemeral storage for a task that runs on Fargate under a condition': {
      Task: { RequiresCompatibilities: undefined, EphemeralStorage: { SizeInGiB: 50 } }, Service: { LaunchType: { 'Fn::If': ['Serverless', 'FARGATE', 'EC2'] } },
    },
    'a capability under a condition': {
      Task: { ContainerDefinitions: { 0: { LinuxParameters: { Capabilities: { Add: [{ 'Fn::If': ['OnEc2', 'NET_ADMIN', { Ref: 'AWS::NoValue' }] }] } } } } },
    },
    'a privileged daemon that reads the host': {
      scene: 'a daemon on Managed Instances',
      change: {
        Agent: { PidMode: 'shared', Volumes: [{ Name: 'root', Host: { SourcePath: '/' } }], ContainerDefinitions: { 0: { Privileged: true, MountPoints: [{ SourceVolume: 'root', ContainerPath: '/host', ReadOnly: true }] } } },
      },
    },
  },
});

function refuses({ on, fineBesideFargate }: UnsupportedParameter, hosts: readonly Host[], task: TaskDefinition): boolean {
  return hosts.every(host => on[host] !== undefined) && !(fineBesideFargate === true && task.mayRunOn('FARGATE'));
}

function violation(
  task: TaskDefinition, place: Node, { path, on, values, instead }: UnsupportedParameter, unable: readonly (readonly Host[])[],
): Violation {
  const isRefused = unable.some(hosts => hosts.every(host => on[host] === 'refused'));
  const value = values && place.asText.known;
  const what = `${parameterName(path)}${value === undefined ? '' : ` to ${value}`}`;
  return {
    location: place.location,
    message: `${task.ownerOf(place)} sets ${what}, which is not supported on ${unable.map(hostNameOf).join(' and ')}; ${instead ?? 'remove it'}`,
    ...isRefused ? {} : { severity: 'warning' },
  };
}
