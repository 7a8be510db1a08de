import { listed } from '../../model/entities/listed';
import { mostInstances } from '../../model/queries/capacity-groups';
import { overflowOf, tenantsByGroup } from '../../model/queries/shared-room';
import { daemonService, serviceOfScene } from '../../scenes/extras';
import { defineRule } from '../rule';

const HOST_PORTS = 'a service with a host port on a capacity provider';

export default defineRule({
  title: 'An Auto Scaling group has room for the tasks of all services that use it',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS places a task only on an instance with enough CPU, memory and GPUs, and with free host ports. If all services of an Auto Scaling group need more than its instances have, the tasks of the last service wait, and its deployment does not finish.',
  fix: 'Raise maxCapacity of the AutoScalingGroup, use a larger instanceType, use dynamic host ports in network mode bridge (hostPort 0), or lower desiredCount of a service. In CloudFormation: MaxSize of the Auto Scaling group, InstanceType of the launch template, HostPort of the task definition.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',

  subject: 'application',
  *check({ services }) {
    for (const [group, tenants] of tenantsByGroup(services)) {
      const overflow = overflowOf(group, tenants);
      if (!overflow) { continue; }
      yield {
        location: group.node.at('MaxSize'),
        related: overflow.tenants.map(({ service }) => service.resource.at('DesiredCount')),
        message: `services ${listed(overflow.tenants.map(({ service }) => service.resource.logicalId))} do not fit on the instances of ${group.resource.logicalId} together (MaxSize ${mostInstances(group)}): ${overflow.text}`,
      };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'memory of two services': { Group: { MaxSize: '1' }, Other: other({ DesiredCount: 15 }) },
    'one host port in two services': { scene: HOST_PORTS, change: { Group: { MaxSize: '2' }, Other: other() } },
  },
  good: {
    'room for both': { Group: { MaxSize: '2' }, Other: other({ DesiredCount: 15 }) },
    'an instance for each task with a host port': { scene: HOST_PORTS, change: { Group: { MaxSize: '3' }, Other: other() } },
    'one service under a condition': { Group: { MaxSize: '1' }, Other: { ...other({ DesiredCount: 15 }), Condition: 'HasOther' } },
    'one service without tasks': { scene: HOST_PORTS, change: { Group: { MaxSize: '2' }, Other: other({ DesiredCount: 0 }) } },
    'a desired count from a parameter': { scene: HOST_PORTS, change: { Group: { MaxSize: '2' }, Other: other({ DesiredCount: { Ref: 'Count' } }) } },
    'a daemon': { Group: { MaxSize: '1' }, Task: { Cpu: '1024' }, Other: other(daemonService()) },
    'another capacity provider': { Group: { MaxSize: '1' }, Other: other({ DesiredCount: 15, CapacityProviderStrategy: [{ CapacityProvider: 'others', Weight: 1 }] }) },
    'a maximum from a parameter': { Group: { MaxSize: { Ref: 'Size' } }, Other: other({ DesiredCount: 15 }) },
    'an instance type from a parameter': { Group: { MaxSize: '1' }, Template: { LaunchTemplateData: { InstanceType: { Ref: 'Type' } } }, Other: other({ DesiredCount: 15 }) },
  },
});

/** Updates of which need no additional room. */
function stoppingFirst(properties: object) { return { ...properties, DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } }; }

function other(properties: object = {}) {
  return serviceOfScene({ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }], ...stoppingFirst({ DesiredCount: 1 }), ...properties });
}
