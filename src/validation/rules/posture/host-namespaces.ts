import { HOST_NAMESPACES } from '../../../facts/posture';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks do not share the network, processes or memory of their host',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A task in a namespace of its host can read or change what other tasks and the host do, and reaches the instance metadata. Security Hub reports the network and the processes of the host (ECS.3, ECS.17).',
  fix: 'Set `networkMode: NetworkMode.AWS_VPC`, and remove `pidMode` and `ipcMode` or set them to TASK, in the Ec2TaskDefinition. In CloudFormation: NetworkMode, PidMode and IpcMode.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'taskDefinition',
  *check({ node }) {
    for (const [key, sees] of Object.entries(HOST_NAMESPACES)) {
      if (node.text(key).is('host')) {
        yield { location: node.at(key), message: `${key} is host, so that the tasks see ${sees}; use ${key === 'NetworkMode' ? 'awsvpc' : 'task'}` };
      }
    }
  },

  scene: 'secured container instances',
  bad: {
    'the network of the host': {
      Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } }, Service: { NetworkConfiguration: undefined },
    },
    'the processes of the host': { Task: { PidMode: 'host' } },
    'the memory of the host': { Task: { IpcMode: 'host' } },
  },
  good: {
    'namespaces of the task': { Task: { PidMode: 'task', IpcMode: 'none' } },
    'modes from parameters': { Task: { PidMode: { Ref: 'PidMode' }, IpcMode: { Ref: 'IpcMode' } } },
  },
});
