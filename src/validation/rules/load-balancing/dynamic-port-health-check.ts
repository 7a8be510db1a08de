import { TARGET_GROUP_DEFAULTS, TASK_DEFAULTS } from '../../../facts/defaults';
import type { PortMapping } from '../../model/entities/container';
import { allOf } from '../../model/entities/entity';
import { TaskDefinition } from '../../model/entities/task-definition';
import type { TaskRunner } from '../../model/entities/task-runner';
import type { Value } from '../../model/evaluation/value';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The health check of tasks on dynamic host ports uses the traffic port',
  severity: 'error',
  outcome: 'hangs',
  why: 'Each task gets a random host port. A health check on a fixed port reaches none of the tasks, and the deployment never completes.',
  fix: 'Remove healthCheck.port of the target group. In CloudFormation: remove HealthCheckPort, or set it to traffic-port.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html',

  subject: 'taskRunner',
  *check(runner) {
    const { attachments, networkMode } = runner;
    if (!networkMode.isOneOf(['bridge', 'default'])) { return; }
    for (const { portMapping, targetGroup } of attachments) {
      if (!targetGroup || !portMapping) { continue; }
      const { healthCheckPort: port, node } = targetGroup;
      const isDynamic = hostPortOf(portMapping).is(TASK_DEFAULTS.ephemeralHostPort);
      if (isDynamic && port.satisfies(fixed => fixed !== TARGET_GROUP_DEFAULTS.healthCheckPort && isUnserved(runner.taskDefinition, Number(fixed)))) {
        yield {
          location: node.at('HealthCheckPort'),
          related: [runner.resource.at('LoadBalancers')],
          message: `health check port ${port} is fixed, but the tasks of ${runner.resource.logicalId} listen on random host ports`,
          ...mayAnswerElsewhere(runner, Number(port.known)) ? { severity: 'warning' } : {},
        };
      }
    }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'a fixed health check port': { Targets: { HealthCheckPort: '8080' } },
    'a fixed health check port without a host port': { Targets: { HealthCheckPort: '8080' }, Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } } },
    'a fixed health check port, and another task in network mode host': { Targets: { HealthCheckPort: '8080' }, Agent: agent({ NetworkMode: 'host' }) },
    'a fixed health check port, and another task on that port': {
      Targets: { HealthCheckPort: '8080' }, Agent: agent({ NetworkMode: 'bridge' }, [{ ContainerPort: 80, HostPort: 8080 }]),
    },
    'a fixed health check port, and another task with its own IP address': {
      Targets: { HealthCheckPort: '8080' }, Agent: agent({ NetworkMode: 'awsvpc' }, [{ ContainerPort: 8080 }]),
    },
    'a fixed health check port, and another task on a different port': {
      Targets: { HealthCheckPort: '8080' }, Agent: agent({ NetworkMode: 'bridge' }, [{ ContainerPort: 80, HostPort: 9090 }]),
    },
  },
  good: {
    'traffic-port, set explicitly': { Targets: { HealthCheckPort: 'traffic-port' } },
    'a fixed port that the task maps': {
      Targets: { HealthCheckPort: '8080' },
      Task: { ContainerDefinitions: { 0: { PortMappings: { 1: { ContainerPort: 8080, HostPort: 8080 } } } } },
    },
    'a health check port from a parameter': { Targets: { HealthCheckPort: { Ref: 'Port' } } },
    'a fixed host port, and a health check of an agent on the instance': {
      Targets: { HealthCheckPort: '8080' }, Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 80 }] } } },
    },
    'a second container with port mappings from a parameter': {
      Targets: { HealthCheckPort: '8080' },
      Task: { ContainerDefinitions: { 1: { Name: 'check', Image: 'public.ecr.aws/docker/library/httpd:2.4', Memory: 64, Essential: false, PortMappings: { Ref: 'Ports' } } } },
    },
    'a container under a condition, on that port': {
      Targets: { HealthCheckPort: '8080' },
      Task: {
        ContainerDefinitions: {
          1: { 'Fn::If': ['Checked', { Name: 'check', Image: 'public.ecr.aws/docker/library/httpd:2.4', Memory: 64, PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] }, { Ref: 'AWS::NoValue' }] },
        },
      },
    },
    'a port mapping under a condition, on that port': {
      Targets: { HealthCheckPort: '8080' },
      Task: { ContainerDefinitions: { 0: { PortMappings: { 1: { 'Fn::If': ['Checked', { ContainerPort: 8080, HostPort: 8080 }, { Ref: 'AWS::NoValue' }] } } } } },
    },
  },
});

/** Whether no port mapping of the task uses the host port. */
function isUnserved(task: TaskDefinition | undefined, port: number): boolean {
  return task?.containers.every(({ node, portMappings }) => node.list('PortMappings').isKnown
    && portMappings.every(mapping => hostPortOf(mapping).differs(port))) === true;
}

/** Whether another task on the instances may answer the health check, such as a daemon: in network mode host on any port, otherwise on a host port. */
function mayAnswerElsewhere({ application }: TaskRunner, port: number): boolean {
  const tasks = allOf(TaskDefinition, application);
  const silent = tasks.filter(task => task.networkMode.isOneOf(['awsvpc', 'none'])
    || task.networkMode.isOneOf(['bridge', 'default']) && isUnserved(task, port));
  return silent.length < tasks.length;
}

function hostPortOf({ hostPort }: PortMapping): Value<number> { return hostPort.orDefault(TASK_DEFAULTS.ephemeralHostPort); }

function agent(properties: object, ports: readonly object[] = []): object {
  return {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family: 'agent', RequiresCompatibilities: ['EC2'], ContainerDefinitions: [{ Name: 'agent', Image: 'public.ecr.aws/xray/aws-xray-daemon:3', Memory: 64, PortMappings: ports }], ...properties,
    },
  };
}
