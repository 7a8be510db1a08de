import { Duration, Fn, TimeZone, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnScalableTarget, Schedule } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ContainerService, ContainerServiceProps, Deployment, Exposure, ScalingBounds, ScalingSchedule, ServiceEndpoint, ServiceScaling } from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';

const POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const TARGET = 'AWS::ApplicationAutoScaling::ScalableTarget';

type Props = Partial<ContainerServiceProps>;

function scaled(use: (scaling: ServiceScaling) => void, props: Props = {}): Template {
  return scaledBetween({ minTasks: 2, maxTasks: 20 }, use, props);
}

function scaledBetween(bounds: ScalingBounds, use: (scaling: ServiceScaling) => void = () => {}, props: Props = {}): Template {
  return serviceTemplate(props, service => use(service.autoScale(bounds)));
}

function warnings(use: (scaling: ServiceScaling) => void, bounds = { minTasks: 2, maxTasks: 20 }): unknown[] {
  const stack = newStack();
  use(makeService(stack).autoScale(bounds));
  return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('scaling')).map(({ entry }) => entry.data);
}

test('has the given bounds', () => {
  scaled(scaling => scaling.onCpu(60)).hasResourceProperties(TARGET, { MinCapacity: 2, MaxCapacity: 20 });
});

test('accepts times and zones that only the deployment knows', () => {
  const [expression, zone] = ['Expression', 'Zone'].map(name => Token.asString({ Ref: name }));
  scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.expression(expression), timeZone: TimeZone.of(zone), maxTasks: 2 })).hasResourceProperties(TARGET, {
    ScheduledActions: [{ ScheduledActionName: 'Night', Schedule: { Ref: 'Expression' }, Timezone: { Ref: 'Zone' } }],
  });
});

test('keeps at least two tasks by default', () => {
  scaledBetween({ maxTasks: 5 }).hasResourceProperties(TARGET, { MinCapacity: 2, MaxCapacity: 5 });
});

test('does not set a desired count', () => {
  scaled(scaling => scaling.onCpu(60)).hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
});

test('sets no desired count for a service that scales elsewhere', () => {
  serviceTemplate({ scaledElsewhere: true }).hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
});

test('accepts any desired count for a service that scales elsewhere', () => {
  expect(() => serviceTemplate({ scaledElsewhere: true, deployment: Deployment.rolling({ maxHealthyPercent: 125 }) })).not.toThrow();
});

test('tracks CPU', () => {
  scaled(scaling => scaling.onCpu(60)).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }, TargetValue: 60 },
  });
});

test('tracks memory', () => {
  scaled(scaling => scaling.onMemory(70)).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageMemoryUtilization' }, TargetValue: 70 },
  });
});

test('tracks the requests per task', () => {
  scaled(scaling => scaling.onRequests(1000), { exposure: Exposure.publicAlb({ insecureHttp: true }) }).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' }, TargetValue: 1000 },
  });
});

test('uses the given cooldowns', () => {
  scaled(scaling => scaling.onCpu(60, { scaleInCooldown: Duration.minutes(10) })).hasResourceProperties(POLICY, {
    TargetTrackingScalingPolicyConfiguration: { ScaleInCooldown: 600 },
  });
});

test('keeps a policy that another construct created, with its id', () => {
  const ids = Object.keys(scaled(scaling => scaling.onCpu(60, { policyId: 'CpuScaling' })).findResources(POLICY));
  expect(ids).toEqual([expect.stringContaining('TaskCountTargetCpuScaling')]);
});

test('changes its bounds on a schedule', () => {
  scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({ hour: '22', minute: '0' }), maxTasks: 2 })).hasResourceProperties(TARGET, {
    ScheduledActions: [Match.objectLike({ ScalableTargetAction: { MaxCapacity: 2 } })],
  });
});

describe('accepts a schedule', () => {
  const nights = (...schedules: Pick<ScalingSchedule, 'minTasks' | 'maxTasks'>[]) => () => scaled(scaling => {
    for (const [index, bounds] of schedules.entries()) { scaling.onSchedule(`Night${index}`, { schedule: Schedule.cron({ minute: '0' }), ...bounds }); }
  });

  test('outside the bounds of the service if it sets both bounds', () => {
    expect(nights({ minTasks: 30, maxTasks: 40 }, { minTasks: 0, maxTasks: 0 })).not.toThrow();
  });

  test('with one bound if another schedule may have set the other one before', () => {
    expect(nights({ minTasks: 30 }, { maxTasks: 1 }, { maxTasks: 50 }, { minTasks: 0 })).not.toThrow();
  });

  test('with one bound if the other bound of the service is known only at deployment', () => {
    const maxTasks = Fn.conditionIf('Large', 50, 20) as unknown as number;
    expect(() => scaledBetween({ minTasks: 2, maxTasks: Token.asNumber(maxTasks) }, scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}), minTasks: 30 }))).not.toThrow();
  });

  test('with one bound if the other bound of the service is overridden', () => {
    expect(() => scaled(scaling => {
      scaling.onSchedule('Night', { schedule: Schedule.cron({}), minTasks: 30 });
      (scaling.taskCount.node.findChild('Target').node.defaultChild as CfnScalableTarget).addPropertyOverride('MaxCapacity', 50);
    })).not.toThrow();
  });
});

test('counts the requests of the first endpoint by default, or of another endpoint of the service', () => {
  const counted = (choose: (service: ContainerService, internal: ServiceEndpoint) => ServiceEndpoint | undefined) => {
    const stack = newStack();
    const service = makeService(stack, { exposure: Exposure.publicAlb({ insecureHttp: true }) });
    const internal = service.expose('Internal', Exposure.internalAlb());
    service.autoScale({ maxTasks: 20 }).onRequests(1000, { endpoint: choose(service, internal) });
    const [policy] = Object.values(Template.fromStack(stack).findResources(POLICY));
    return JSON.stringify(policy).includes('ApiInternalLB') ? 'internal' : 'public';
  };
  expect(counted(() => undefined)).toBe('public');
  expect(counted((_, internal) => internal)).toBe('internal');
  expect(counted(service => service.endpoint)).toBe('public');
});

describe('refuses', () => {
  test.each([0, -5, 101])('%d percent', percent => {
    expect(() => scaled(scaling => scaling.onCpu(percent))).toThrow(`[Stack/Api] scaling: onCpu (${percent}) must be a percentage above 0 and not above 100`);
  });

  test('requests without a load balancer', () => {
    expect(() => scaled(scaling => scaling.onRequests(100))).toThrow('[Stack/Api] scaling: onRequests counts requests of an Application Load Balancer, and the service has none; set exposure to one');
  });

  test('the requests of another service', () => {
    const stack = newStack();
    const service = makeService(stack, { exposure: Exposure.publicAlb({ insecureHttp: true }) });
    const other = new ContainerService(stack, 'Other', { cluster: service.cluster, image: IMAGE, exposure: Exposure.publicAlb({ insecureHttp: true }) });
    expect(() => service.autoScale({ maxTasks: 4 }).onRequests(1000, { endpoint: other.endpoint }))
      .toThrow('[Stack/Api] scaling: onRequests: the endpoint belongs to another service; use service.endpoint or the return value of expose');
  });

  test('zero requests', () => {
    expect(() => scaled(scaling => scaling.onRequests(0), { exposure: Exposure.publicAlb({ insecureHttp: true }) })).toThrow('onRequests (0) must be above 0');
  });

  test('a fixed number of tasks', () => {
    expect(() => scaledBetween({ maxTasks: 4 }, () => {}, { desiredCount: 3 })).toThrow('[Stack/Api] desiredCount (3) is ignored once the service scales; remove it');
  });

  test('a minimum above the maximum', () => {
    expect(() => scaledBetween({ minTasks: 5, maxTasks: 4 })).toThrow('[Stack/Api] minTasks (5) must not be above maxTasks (4)');
  });

  test('bounds with a task count that the deployment cannot replace', () => {
    const deployment = Deployment.rolling({ maxHealthyPercent: 150 });
    expect(() => scaledBetween({ minTasks: 1, maxTasks: 10 }, () => {}, { deployment })).toThrow('no task can be replaced at a desired count of 1');
  });

  test('a second call of autoScale', () => {
    const service = makeService(newStack());
    service.autoScale({ maxTasks: 4 });
    expect(() => service.autoScale({ maxTasks: 8 })).toThrow('[Stack/Api] autoScale was called before; use the ServiceScaling that it returned');
  });

  test.each<[string, (scaling: ServiceScaling) => void]>([
    ['onCpu', scaling => { scaling.onCpu(60, { policyId: 'A' }); scaling.onCpu(70, { policyId: 'B' }); }],
    ['onMemory', scaling => { scaling.onMemory(60, { policyId: 'A' }); scaling.onMemory(70, { policyId: 'B' }); }],
    ['onRequests', scaling => { scaling.onRequests(60, { policyId: 'A' }); scaling.onRequests(70, { policyId: 'B' }); }],
  ])('two policies by %s', (method, use) => {
    expect(() => scaled(use, { exposure: Exposure.publicAlb({ insecureHttp: true }) }))
      .toThrow(`[Stack/Api] scaling: ${method} was called before, and a metric has one target tracking policy; call it once`);
  });

  test('a schedule without a change', () => {
    expect(() => scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}) }))).toThrow("onSchedule 'Night' changes nothing; set minTasks or maxTasks");
  });

  test.each<[string, Partial<ScalingSchedule>, string]>([
    ['a cron expression of Linux', { schedule: Schedule.expression('cron(0 8 * * 1-5)') }, "schedule 'cron(0 8 * * 1-5)' must have ? either as day of the month or as day of the week"],
    ['fields without cron()', { schedule: Schedule.expression('0 8 * * ? *') }, "schedule '0 8 * * ? *' must be at(…) or cron(…) or rate(…)"],
    ['an offset as time zone', { timeZone: TimeZone.of('+02:00') }, "timeZone '+02:00' is not a time zone; use an IANA name such as Europe/Berlin"],
    ['an end before the start', { startTime: new Date('2030-02-01T00:00:00Z'), endTime: new Date('2030-01-01T00:00:00Z') },
      'startTime (2030-02-01T00:00:00.000Z) must not be after endTime (2030-01-01T00:00:00.000Z)'],
  ])('a schedule with %s', (_, schedule, message) => {
    expect(() => scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}), maxTasks: 2, ...schedule })))
      .toThrow(`[Stack/Api] scaling: onSchedule 'Night': ${message}`);
  });

  test('a name of a schedule with a bar', () => {
    expect(() => scaled(scaling => scaling.onSchedule('day|night', { schedule: Schedule.cron({}), maxTasks: 2 })))
      .toThrow("[Stack/Api] scaling: onSchedule 'day|night': the id must be 1 to 256 characters without a colon, slash, bar or control character, and without a space at its ends");
  });

  test.each<[Pick<ScalingSchedule, 'minTasks' | 'maxTasks'>, string]>([
    [{ minTasks: -1 }, 'minTasks (-1) must be a whole number of at least 0'],
    [{ maxTasks: 0.5 }, 'maxTasks (0.5) must be a whole number of at least 0'],
    [{ minTasks: 4, maxTasks: 3 }, 'minTasks (4) must not be above maxTasks (3)'],
  ])('a schedule with invalid bounds: %j', (bounds, message) => {
    expect(() => scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}), ...bounds }))).toThrow(`[Stack/Api] scaling: ${message}`);
  });

  test.each<[Pick<ScalingSchedule, 'minTasks' | 'maxTasks'>, string]>([
    [{ minTasks: 30 }, 'minTasks (30) is above maxTasks (20); set maxTasks of the schedule too, or raise maxTasks of autoScale'],
    [{ maxTasks: 1 }, 'maxTasks (1) is below minTasks (2); set minTasks of the schedule too, or lower minTasks of autoScale'],
  ])('a schedule with one bound that contradicts the bounds of the service: %j', (bounds, message) => {
    expect(() => scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}), ...bounds }))).toThrow(`[Stack/Api] scaling: onSchedule 'Night': ${message}`);
  });

  test('a schedule with a task count that the deployment cannot replace', () => {
    const deployment = Deployment.rolling({ maxHealthyPercent: 150 });
    expect(() => scaled(scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({}), minTasks: 1 }), { deployment }))
      .toThrow("[Stack/Api] scaling: onSchedule 'Night': with minHealthyPercent (100) and maxHealthyPercent (150) no task can be replaced at a desired count of 1");
  });

  test('a service that scales elsewhere', () => {
    expect(() => scaledBetween({ maxTasks: 4 }, () => {}, { scaledElsewhere: true })).toThrow('[Stack/Api] scaledElsewhere (true) leaves scaling to others; remove it, or do not call autoScale');
  });
});

describe('without a policy or schedule', () => {
  test('causes a warning', () => {
    expect(warnings(() => {})).toEqual([expect.stringContaining('scaling from 2 to 20 tasks has no scaling policy or schedule')]);
  });

  test.each<[string, (scaling: ServiceScaling) => void]>([
    ['a policy', scaling => scaling.onCpu(60)],
    ['a schedule', scaling => scaling.onSchedule('Night', { schedule: Schedule.cron({ minute: '0' }), maxTasks: 2 })],
    ['a policy of the L2', scaling => scaling.taskCount.scaleToTrackCustomMetric('Backlog', { metric: new Metric({ namespace: 'Shop', metricName: 'Backlog' }), targetValue: 5 })],
  ])('%s prevents the warning', (_, use) => {
    expect(warnings(use)).toEqual([]);
  });

  test('equal bounds do not count as scaling', () => {
    expect(warnings(() => {}, { minTasks: 3, maxTasks: 3 })).toEqual([]);
  });
});
