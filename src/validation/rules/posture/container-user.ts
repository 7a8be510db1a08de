import { ROOT_USER, WINDOWS_ADMINISTRATOR } from '../../../facts/posture';
import { defineRule } from '../rule';

const INSIGHTS = { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] };

export default defineRule({
  title: 'Containers run as a user that is not root or an administrator',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A process that runs as root can change everything in its container, and has more ways to leave it. Without User, ECS uses the user of the image, which is root in most images. Security Hub reports both (ECS.20, ECS.21).',
  fix: "Create a user in the image, and set `user: '1000:1000'` in addContainer() or ContainerService. On Windows use ContainerUser. In CloudFormation: User of the container.",
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'taskDefinition',
  *check(task) {
    // daemons are agents of the host, and Express services have no setting
    if (task.isDaemon || task.isExpress || task.mayBeWindows && !task.isWindows) { return; }
    const [privileged, whose] = task.isWindows ? [WINDOWS_ADMINISTRATOR, 'an administrator'] : [ROOT_USER, 'root'];
    for (const { node, label } of task.containers) {
      const user = node.text('User');
      if (node.get('User').isAbsent) {
        yield { location: node.at('User'), message: `${label} has no User, so that it runs as the user of its image, which may be ${whose}; set another user` };
      } else if (user.satisfies(name => privileged.test(name))) {
        yield { location: node.at('User'), message: `${label} runs as ${user}; set a user that is not ${whose}` };
      }
    }
  },

  scene: 'a secured Fargate service',
  bad: {
    'no user': runAs(undefined),
    'root by name': runAs('root'),
    'root by id, with a group': runAs('0:1000'),
    'an administrator on Windows': onWindows('ContainerAdministrator'),
    'no user on Windows': onWindows(undefined),
  },
  good: {
    'a user by name': runAs('node'),
    'a user with the group of root': runAs('1000:0'),
    'a user from a parameter': runAs({ Ref: 'User' }),
    'a user of Windows': onWindows('ContainerUser'),
    'no user, with an operating system from a parameter': {
      Task: { RuntimePlatform: { OperatingSystemFamily: { Ref: 'System' } }, ContainerDefinitions: { 0: { User: undefined } } },
    },
    'a daemon as root': { scene: 'a daemon on Managed Instances', change: { Cluster: INSIGHTS, Agent: { ContainerDefinitions: { 0: { User: 'root' } } } } },
    'an Express service': { scene: 'an Express service', change: {} },
  },
});

function runAs(User: unknown) { return { Task: { ContainerDefinitions: { 0: { User } } } }; }

function onWindows(User: unknown) {
  const container = { User, ReadonlyRootFilesystem: undefined };
  return { Task: { Cpu: '1024', Memory: '2048', RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }, ContainerDefinitions: { 0: container } } };
}
