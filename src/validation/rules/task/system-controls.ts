import type { TaskDefinition } from '../../model/task-definition';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'System controls are set in a namespace of the task, by one container',
  severity: 'error',
  outcome: 'refused',
  why: 'In the IPC namespace of the host there is nothing to set; the containers of an awsvpc task share one network namespace, in which the last one to start wins.',
  fix: 'Take the setting out, or set it in one container alone.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html',

  subject: 'taskDefinition',
  *check(task) {
    const controls = task.containers.flatMap(({ node, label }) => node.list('SystemControls').map(control => ({ control, label, namespace: control.text('Namespace') })));
    if (task.node.text('IpcMode').is('host')) {
      for (const { control, label, namespace } of controls) {
        if (namespace.satisfies(name => /^(?:kernel|fs\.mqueue)\./.test(name))) {
          yield { location: control.at('Namespace'), message: `${label} sets ${namespace}, but the task is in the IPC namespace of the host` };
        }
      }
    }
    if (task.networkMode.is('awsvpc')) { yield* setTwice(controls); }
  },

  scene: 'a Fargate service',
  bad: {
    'two containers': {
      Task: {
        ContainerDefinitions: {
          0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] },
          1: { Name: 'sidecar', Image: 'busybox', SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '2048' }] },
        },
      },
    },
    'messages of the host': {
      Task: { RequiresCompatibilities: undefined, IpcMode: 'host', ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'kernel.msgmax', Value: '65536' }] } } },
      Service: undefined,
    },
  },
  good: {
    'one container': { Task: { ContainerDefinitions: { 0: { SystemControls: [{ Namespace: 'net.core.somaxconn', Value: '1024' }] } } } },
    'two containers of one mind': {
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

function* setTwice(settings: readonly Setting[]): Iterable<Violation> {
  const first = new Map<string, Setting>();
  for (const setting of settings) {
    const name = setting.namespace.known;
    if (!name?.startsWith('net.')) { continue; }
    const other = first.get(name);
    first.set(name, other ?? setting);
    if (other && other.label !== setting.label && isOtherwise(setting, other)) {
      yield { location: setting.control.at('Namespace'), message: `${setting.label} sets ${name} to ${setting.control.text('Value')}, and ${other.label} to ${other.control.text('Value')}, each for the whole task`, severity: 'warning' };
    }
  }
}

function isOtherwise(one: Setting, other: Setting): boolean {
  return one.control.text('Value').satisfies(value => other.control.text('Value').differs(value));
}
