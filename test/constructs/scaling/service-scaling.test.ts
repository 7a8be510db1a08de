import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ContainerService, ContainerServiceProps, Exposure, ServiceScaling } from '../../../src';
import { makeService, newStack, serviceTemplate } from '../../support/container-service';

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

function scaled(use: (scaling: ServiceScaling) => void, props: Partial<ContainerServiceProps> = {}): Template {
  return serviceTemplate({ scaling: { minTasks: 2, maxTasks: 20 }, ...props }, service => use(service.scaling));
}

function warnings(use: (service: ContainerService) => void, scaling = { minTasks: 2, maxTasks: 20 }): unknown[] {
  const stack = newStack();
  use(makeService(stack, { scaling }));
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('scaling')).map(({ entry }) => entry.data);
}

test('has the bounds that are given', () => {
  scaled(scaling => scaling.onCpu(60)).hasResourceProperties(TARGET, { MinCapacity: 2, MaxCapacity: 20 });
});

test('keeps two tasks at the least, unless told otherwise', () => {
  scaled(scaling => scaling.onCpu(60), { scaling: { maxTasks: 5 } }).hasResourceProperties(TARGET, { MinCapacity: 2, MaxCapacity: 5 });
});

test('leaves the number of tasks to scaling', () => {
  scaled(scaling => scaling.onCpu(60)).hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
});

test('holds the CPU use', () => {
  scaled(scaling => scaling.onCpu(60)).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60 },
  });
});

test('holds the memory use', () => {
  scaled(scaling => scaling.onMemory(70)).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' }, TargetValue: 70 },
  });
});

test('holds the requests of a task', () => {
  scaled(scaling => scaling.onRequests(1000), { exposure: Exposure.publicAlb() }).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' }, TargetValue: 1000 },
  });
});

test('waits as long as it is told before it scales again', () => {
  scaled(scaling => scaling.onCpu(60, { scaleInCooldown: Duration.minutes(10) })).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 600 },
  });
});

test('changes its bounds at set times', () => {
  scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({ hour: '22', minute: '0' }), maxCapacity: 2 })).hasResourceProperties(TARGET, {
    ScheduledActions: [Match.objectLike({ ScalableTargetAction: { MaxCapacity: 2 } })],
  });
});

describe('refuses', () => {
  test.each([0, -5, 101])('%d percent', percent => {
    expect(() => scaled(scaling => scaling.onCpu(percent))).toThrow(`[Stack/Api] scaling: onCpu (${percent}) is a percentage, it must be above 0 and not above 100`);
  });

  test('requests where no load balancer is', () => {
    expect(() => scaled(scaling => scaling.onRequests(100))).toThrow('[Stack/Api] scaling: onRequests counts requests of a load balancer, and the service has none; give it an exposure');
  });

  test('no requests', () => {
    expect(() => scaled(scaling => scaling.onRequests(0), { exposure: Exposure.publicAlb() })).toThrow('onRequests (0) must be above 0');
  });

  test('a schedule that changes nothing', () => {
    expect(() => scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}) }))).toThrow("onSchedule 'Night' changes nothing, give minCapacity or maxCapacity");
  });
});

describe('without anything that starts it', () => {
  test('is warned about', () => {
    expect(warnings(() => {})).toEqual([expect.stringContaining('scaling from 2 to 20 tasks has nothing that starts it')]);
  });

  test.each<[string, (service: ContainerService) => void]>([
    ['a policy', service => service.scaling.onCpu(60)],
    ['a schedule', service => service.scaling.onSchedule('Night', { schedule: Schedule.cron({ minute: '0' }), maxCapacity: 2 })],
    ['a policy of the L2', service => service.scaling.taskCount.scaleToTrackCustomMetric('Backlog', { metric: new Metric({ namespace: 'Shop', metricName: 'Backlog' }), targetValue: 5 })],
  ])('%s ends that', (_, use) => {
    expect(warnings(use)).toEqual([]);
  });

  test('equal bounds are no scaling', () => {
    expect(warnings(() => {}, { minTasks: 3, maxTasks: 3 })).toEqual([]);
  });
});
