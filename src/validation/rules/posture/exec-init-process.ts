import { defineRule } from '../rule';

export default defineRule({
  title: 'Containers with ECS Exec have an init process',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'The agent of ECS Exec and the commands of its sessions leave zombie processes, which only an init process removes. AWS recommends it for ECS Exec.',
  fix: 'Set `initProcessEnabled: true` of a ContainerService, or pass LinuxParameters with it to addContainer(). In CloudFormation: LinuxParameters.InitProcessEnabled.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.mayBeWindows || !task.node.get('PidMode').isAbsent || !task.taskRunners.some(({ enablesExec }) => enablesExec.is(true))) { return; }
    for (const { node, label } of task.containers) {
      const parameters = node.get('LinuxParameters');
      if (parameters.flag('InitProcessEnabled').orDefault(false).is(false)) {
        yield { location: parameters.at('InitProcessEnabled'), message: `${label} has no init process for ECS Exec; set initProcessEnabled to true` };
      }
    }
  },

  scene: 'a secured Fargate service with ECS Exec',
  bad: {
    'no Linux parameters': container(undefined),
    'an init process that is disabled': container({ InitProcessEnabled: false }),
  },
  good: {
    'from a parameter': container({ InitProcessEnabled: { Ref: 'Init' } }),
    'no ECS Exec': { scene: 'a secured Fargate service', change: {} },
    'the process namespace of the task': { Task: { PidMode: 'task', ContainerDefinitions: { 0: { LinuxParameters: undefined } } } },
    'Windows': {
      Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { User: 'ContainerUser', LinuxParameters: undefined } } },
    },
  },
});

function container(LinuxParameters: object | undefined) { return { Task: { ContainerDefinitions: { 0: { LinuxParameters } } } }; }
