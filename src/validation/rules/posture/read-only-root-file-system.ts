import { defineRule } from '../rule';

export default defineRule({
  title: 'The root file system of containers is read-only',
  severity: 'warning',
  outcome: 'insecure',
  why: 'An attacker who controls a process can replace programs and configuration in a writable root file system. Security Hub reports it (ECS.5).',
  fix: 'Set `readonlyRootFilesystem: true` in addContainer() or ContainerService, and mount a volume at each path that the application writes to. In CloudFormation: ReadonlyRootFilesystem.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.isDaemon || task.isExpress || task.mayBeWindows) { return; }
    // ECS Exec writes to the root file system
    if (task.taskRunners.some(({ enablesExec }) => enablesExec.differs(false) || enablesExec.isDeferred)) { return; }
    for (const { node, label } of task.containers) {
      if (node.flag('ReadonlyRootFilesystem').orDefault(false).is(false)) {
        yield { location: node.at('ReadonlyRootFilesystem'), message: `${label} has a writable root file system; set readonlyRootFilesystem to true` };
      }
    }
  },

  scene: 'a secured Fargate service',
  bad: {
    'not set': readOnly(undefined),
    'writable': readOnly(false),
  },
  good: {
    'read-only': readOnly(true),
    'from a parameter': readOnly({ Ref: 'ReadOnly' }),
    'a service with ECS Exec': { scene: 'a secured Fargate service with ECS Exec', change: {} },
    'ECS Exec from a parameter': { ...readOnly(undefined), Service: { EnableExecuteCommand: { Ref: 'Exec' } } },
    'Windows': {
      Task: {
        Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: { User: 'ContainerUser', ReadonlyRootFilesystem: undefined } },
      },
    },
    'a daemon': { scene: 'a daemon on Managed Instances', change: { Cluster: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] } } },
    'an Express service': { scene: 'an Express service', change: {} },
  },
});

function readOnly(ReadonlyRootFilesystem: unknown) { return { Task: { ContainerDefinitions: { 0: { ReadonlyRootFilesystem } } } }; }
