import { TARGET_GROUP_DEFAULTS, TASK_DEFAULTS } from '../../../facts/defaults';
import type { PortMapping } from '../../model/container';
import type { TaskDefinition } from '../../model/task-definition';
import type { Value } from '../../model/value';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A dynamic host port is health checked on the traffic port',
  severity: 'error',
  outcome: 'hangs',
  why: 'Each task gets a random port of its instance, so a check on a fixed port reaches none of them, and the deployment never settles.',
  fix: 'Remove HealthCheckPort, or set it to traffic-port.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',

  subject: 'launch',
  *check({ attachments, networkMode, taskDefinition: task }) {
    if (!networkMode.isOneOf(['bridge', 'default'])) { return; }
    for (const { portMapping, targetGroup } of attachments) {
      if (!task || !targetGroup || !portMapping) { continue; }
      const { healthCheckPort: port, node } = targetGroup;
      const isDynamic = hostPortOf(portMapping).is(TASK_DEFAULTS.ephemeralHostPort);
      if (isDynamic && port.satisfies(fixed => fixed !== TARGET_GROUP_DEFAULTS.healthCheckPort && isUnserved(task, Number(fixed)))) {
        yield { location: node.at('HealthCheckPort'), message: `health is checked on port ${port}, but tasks get a random port of their instance` };
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'a fixed health check port': { Targets: { HealthCheckPort: '8080' } },
    'no host port at all': { Targets: { HealthCheckPort: '8080' }, Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } } },
  },
  good: {
    'the traffic port, said aloud': { Targets: { HealthCheckPort: 'traffic-port' } },
    'a fixed port that the task maps': {
      Targets: { HealthCheckPort: '8080' },
      Task: { ContainerDefinitions: { 0: { PortMappings: { 1: { ContainerPort: 8080, HostPort: 8080 } } } } },
    },
  },
});

/** Whether no mapping of the task leads from the port of the instance into it. */
function isUnserved({ containers, containerList }: TaskDefinition, port: number): boolean {
  return containerList.isKnown && containers.every(({ node, portMappings }) => node.list('PortMappings').isKnown
    && portMappings.every(mapping => hostPortOf(mapping).differs(port)));
}

function hostPortOf({ hostPort }: PortMapping): Value<number> { return hostPort.orDefault(TASK_DEFAULTS.ephemeralHostPort); }
