import { CONFIGURATION_OF_SERVERS, SHIFT_MINUTES, TIMED_ROUTING } from '../../../facts/code-deploy';
import { DEFAULT_PLATFORM, ECS_PLATFORM } from '../../../facts/code-deploy-groups';
import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

const LINEAR = { LinearInterval: 10, LinearPercentage: 10 };

export default defineRule({
  title: 'A deployment configuration for services has the settings of its type of traffic routing',
  severity: 'error',
  outcome: 'refused',
  why: 'CodeDeploy refuses a deployment configuration with settings of servers, without the percentage and interval of its type, or with those of another type. It shifts traffic for two days at most.',
  fix: 'Use `codedeploy.EcsDeploymentConfig` with `TrafficRouting.timeBasedCanary()`, `timeBasedLinear()` or `allAtOnce()`. In CloudFormation: Type of TrafficRoutingConfig, with TimeBasedCanary or TimeBasedLinear, and no MinimumHealthyHosts.',
  docs: 'https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html',

  subject: 'application',
  *check(application) {
    for (const { properties } of application.ofType('AWS::CodeDeploy::DeploymentConfig')) {
      if (properties.text('ComputePlatform').orDefault(DEFAULT_PLATFORM).is(ECS_PLATFORM)) { yield* [...ofServers(properties), ...otherRouting(properties.get('TrafficRoutingConfig'))]; }
    }
  },

  scene: 'a Fargate service that CodeDeploy deploys',
  bad: {
    'healthy hosts': configuration({ Type: 'AllAtOnce' }, { MinimumHealthyHosts: { Type: 'HOST_COUNT', Value: 1 } }),
    'a linear type without its settings': configuration({ Type: 'TimeBasedLinear' }),
    'a canary type with linear settings': configuration({ Type: 'TimeBasedCanary', TimeBasedCanary: { CanaryInterval: 5, CanaryPercentage: 10 }, TimeBasedLinear: LINEAR }),
    'all at once with linear settings': configuration({ Type: 'AllAtOnce', TimeBasedLinear: LINEAR }),
    'one percent an hour': configuration({ Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 60, LinearPercentage: 1 } }),
  },
  good: {
    'healthy hosts of servers': configuration(undefined, { ComputePlatform: 'Server', MinimumHealthyHosts: { Type: 'HOST_COUNT', Value: 1 } }),
    'healthy hosts without a platform': configuration(undefined, { ComputePlatform: undefined, MinimumHealthyHosts: { Type: 'HOST_COUNT', Value: 1 } }),
    'all at once': configuration({ Type: 'AllAtOnce' }),
    'linear': configuration({ Type: 'TimeBasedLinear', TimeBasedLinear: LINEAR }),
    'two days': configuration({ Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 320, LinearPercentage: 10 } }),
    'one percent every 29 minutes': configuration({ Type: 'TimeBasedLinear', TimeBasedLinear: { LinearInterval: 29, LinearPercentage: 1 } }),
    'a type from a parameter': configuration({ Type: { Ref: 'AParameter' }, TimeBasedLinear: LINEAR }),
    'linear settings from a parameter': configuration({ Type: 'TimeBasedLinear', TimeBasedLinear: { Ref: 'AParameter' } }),
    'linear settings under a condition': configuration({ Type: 'AllAtOnce', TimeBasedLinear: { 'Fn::If': ['Slow', LINEAR, { Ref: 'AWS::NoValue' }] } }),
  },
});

function configuration(TrafficRoutingConfig: unknown, properties: object = {}) {
  return { Config: { Type: 'AWS::CodeDeploy::DeploymentConfig', Properties: { ComputePlatform: 'ECS', TrafficRoutingConfig, ...properties } } };
}

function* ofServers(node: Node): Iterable<Violation> {
  for (const key of CONFIGURATION_OF_SERVERS.filter(each => node.get(each).isFilled)) {
    yield { location: node.at(key), message: `${key} is for servers; remove it from a deployment configuration for services` };
  }
}

function* otherRouting(routing: Node): Iterable<Violation> {
  const type = routing.text('Type');
  for (const key of TIMED_ROUTING) {
    if (type.is(key) && routing.get(key).isAbsent) { yield { location: routing.location, message: `Type is ${type}, but ${key} is not set` }; }
    if (type.differs(key) && routing.get(key).isFilled) { yield { location: routing.at(key), message: `${key} is set, but Type is ${type}` }; }
  }
  const { known: minutes = 0 } = routing.get('TimeBasedLinear').number('LinearInterval');
  const { known: percent = 100 } = routing.get('TimeBasedLinear').number('LinearPercentage');
  // nothing waits after the last step
  const total = minutes * (Math.ceil(100 / Math.max(percent, 1)) - 1);
  if (total > SHIFT_MINUTES.max) {
    yield { location: routing.get('TimeBasedLinear').at('LinearInterval'), message: `${percent} percent every ${minutes} minutes take ${total} minutes; at most ${SHIFT_MINUTES.max} are possible` };
  }
}
