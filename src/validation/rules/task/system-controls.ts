import type { TaskDefinition } from '../../model/entities/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'System controls apply to a namespace of the task, and containers set the same values',
  severity: 'error',
  outcome: 'refused',
  why: 'A task in the IPC namespace of the host cannot change IPC settings. The containers of an awsvpc task share one network namespace, and the container that starts last overwrites the network settings of the others.',
  fix: 'Remove the setting from systemControls in addContainer(), or set it in one container only. In CloudFormation: SystemControls.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html',

  subject: 'taskDefinition',
  *check(task) {
    const controls = task.containers.flatMap(({ node, label }) => node.list('SystemControls').map(control => ({ control, label, namespace: control.text('Namespace') })));
    if (task.node.text('IpcMode').is('host')) {
      for (const { control, label, namespace } of controls) {
        if (namespace.satisfies(name => /^(?:kernel|fs\.mqueue)\./.test(name))) {
          yield { location: control.at('Namespace'), message: `${label} sets ${namespace}, but the task uses the IPC namespace of the host (IpcMode host); remove the setting` };
        }
      }
    }
    if (task.networkMode.is('awsvpc')) { yield* differentValues(controls); }
  },

  scene: 'a Fargate service',
  bad: {
    'different values in two containers': {
      Task: {
        ContainerDefinitions: {
          0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] },
          1: { Name: 'sidecar', Image: 'busybox', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '2048' }] },
        },
      },
    },
    'an IPC setting in the IPC namespace of the host': {
      Task: { RequiresCompatibilities: undefined, IpcMode: 'host', ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'kernel.msgmax', Value: '65536' }] } } },
      Service: undefined,
    },
  },
  good: {
    'a setting in one container': { Task: { ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] } } } },
    'a network setting in the IPC namespace of the host': {
      Task: { RequiresCompatibilities: undefined, IpcMode: 'host', ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] } } },
      Service: undefined,
    },
    'different values of an IPC setting, which applies to one container': {
      Task: {
        ContainerDefinitions: {
          0: { SystemControls: [{ Namespace: 'kernel.msgmax', Value: '1024' }] },
          1: { Name: 'sidecar', Image: 'busybox', SystemControls: [{ Namespace: 'kernel.msgmax', Value: '2048' }] },
        },
      },
    },
    'different values in two containers in network mode bridge': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: {
        Task: {
          ContainerDefinitions: {
            0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] },
            1: { Name: 'sidecar', Image: 'busybox', Memory: 64, SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '2048' }] },
          },
        },
      },
    },
    'an IPC setting on container instances': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Task: { ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'kernel.msgmax', Value: '65536' }] } } } },
    },
    'the same value in two containers': {
      Task: {
        ContainerDefinitions: {
          0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] },
          1: { Name: 'sidecar', Image: 'busybox', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] },
        },
      },
    },
  },
});

interface Setting {
  readonly control: TaskDefinition['node'];
  readonly label: string;
  readonly namespace: ReturnType<TaskDefinition['node']['text']>;
}

function* differentValues(settings: readonly Setting[]): Iterable<Violation> {
  const first = new Map<string, Setting>();
  for (const setting of settings) {
    const name = setting.namespace.known;
    if (!name?.startsWith('net.')) { continue; }
    const other = first.get(name);
    first.set(name, other ?? setting);
    if (other && isDifferent(setting, other)) {
      yield { location: setting.control.at('Namespace'), message: `${setting.label} sets ${name} to ${setting.control.text('Value')}, but ${other.label} sets it to ${other.control.text('Value')}; the setting applies to the whole task, so set it once`, severity: 'warning' };
    }
  }
}

function isDifferent(one: Setting, other: Setting): boolean {
  return one.control.text('Value').satisfies(value => other.control.text('Value').differs(value));
}
