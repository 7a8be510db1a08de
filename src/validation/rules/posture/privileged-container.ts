import { POWERFUL_CAPABILITIES } from '../../../facts/posture';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Containers are not privileged',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A privileged container has the rights of root on its container instance, and with them the role of the instance and every other task on it. The capability SYS_ADMIN is nearly as powerful. Security Hub reports privileged containers (ECS.4).',
  fix: 'Remove `privileged: true` from addContainer(), and add only the capabilities that the application needs, with LinuxParameters. In CloudFormation: Privileged, and LinuxParameters.Capabilities.Add.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'taskDefinition',
  *check(task) {
    if (task.isDaemon) { return; }
    for (const { node, label } of task.containers) {
      if (node.flag('Privileged').is(true)) {
        yield { location: node.at('Privileged'), message: `${label} is privileged; remove privileged` };
      }
      for (const capability of node.get('LinuxParameters').get('Capabilities').list('Add')) {
        if (capability.asText.isOneOf(POWERFUL_CAPABILITIES)) {
          yield { location: capability.location, message: `${label} has the capability ${capability.asText}; add only the capabilities that it needs` };
        }
      }
    }
  },

  scene: 'secured container instances',
  bad: {
    'a privileged container': container({ Privileged: true }),
    'the capability to administer the system': container({ LinuxParameters: { Capabilities: { Add: ['SYS_ADMIN'] } } }),
  },
  good: {
    'not privileged': container({ Privileged: false }),
    'from a parameter': container({ Privileged: { Ref: 'Privileged' } }),
    'another capability': container({ LinuxParameters: { Capabilities: { Add: ['NET_ADMIN'] } } }),
    'a privileged daemon': {
      scene: 'a daemon on Managed Instances',
      change: { Cluster: { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] }, Agent: { ContainerDefinitions: { 0: { Privileged: true } } } },
    },
  },
});

function container(settings: object) { return { Task: { ContainerDefinitions: { 0: settings } } }; }
