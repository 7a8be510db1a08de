import {
  CANARY_BAKE_TIME_MINUTES, DEPLOYMENT_BUDGET_MINUTES, isTenthOfPercent, linearSteps, STEP_BAKE_TIME_MINUTES, STEP_PERCENT, STRATEGY_OF,
  STRATEGY_SETTINGS,
} from '../../../facts/deployment-strategies';
import type { Service } from '../../model/entities/service';
import { places } from '../../model/evaluation/places';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'The settings of a deployment belong to its strategy and are within the limits of ECS and CloudFormation',
  severity: 'error',
  outcome: 'refused',
  why: `ECS refuses values outside the ranges. CloudFormation refuses linear and canary deployments that wait for more than ${DEPLOYMENT_BUDGET_MINUTES / 60} hours, because its operations time out after 36 hours.`,
  fix: 'Set the value that the message names, or use the strategy that it belongs to: `bakeTime`, `stepPercent`, `stepBakeTime`, `canaryPercent`, `canaryBakeTime`. In CloudFormation: DeploymentConfiguration.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html',

  subject: 'service',
  *check(service) {
    yield* outOfRange(service);
    yield* forOtherStrategies(service);
    yield* pastBudget(service);
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'a bake time of two days': deployment({ BakeTimeInMinutes: 2880 }),
    'a bake time of half a minute': deployment({ BakeTimeInMinutes: 0.5 }),
    'a step of two percent': deployment({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 2 } }),
    'a step that is not a multiple of a tenth of a percent': deployment({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 33.33 } }),
    'a step time above the maximum': deployment({ Strategy: 'LINEAR', LinearConfiguration: { StepBakeTimeInMinutes: 1441 } }),
    'a canary of 0 percent': deployment({ Strategy: 'CANARY', CanaryConfiguration: { CanaryPercent: 0 } }),
    'a canary for two days': deployment({ Strategy: 'CANARY', CanaryConfiguration: { CanaryBakeTimeInMinutes: 2880 } }),
    'a canary configuration for a blue/green deployment': deployment({ CanaryConfiguration: { CanaryPercent: 10 } }),
    'a linear configuration for a rolling update': deployment({ Strategy: 'ROLLING', LinearConfiguration: { StepPercent: 10 } }),
    'small steps of an hour each': deployment({ Strategy: 'LINEAR', BakeTimeInMinutes: 60, LinearConfiguration: { StepPercent: 3, StepBakeTimeInMinutes: 60 } }),
    'steps of five hours each': deployment({ Strategy: 'LINEAR', LinearConfiguration: { StepBakeTimeInMinutes: 220 } }),
    'a canary and a bake time of a day each': deployment({ Strategy: 'CANARY', BakeTimeInMinutes: 1440, CanaryConfiguration: { CanaryBakeTimeInMinutes: 600 } }),
    'steps of a day each, without a bake time': deployment({ Strategy: 'LINEAR', BakeTimeInMinutes: undefined, LinearConfiguration: { StepPercent: 30, StepBakeTimeInMinutes: 1440 } }),
  },
  good: {
    'as long as CloudFormation accepts': deployment({ Strategy: 'LINEAR', BakeTimeInMinutes: 0, LinearConfiguration: { StepPercent: 3, StepBakeTimeInMinutes: 60 } }),
    'steps of ten percent, with nine waits': deployment({ Strategy: 'LINEAR', BakeTimeInMinutes: 0, LinearConfiguration: { StepBakeTimeInMinutes: 220 } }),
    'a canary as long as CloudFormation accepts': deployment({ Strategy: 'CANARY', BakeTimeInMinutes: 540, CanaryConfiguration: { CanaryPercent: 0.1, CanaryBakeTimeInMinutes: 1440 } }),
    'a step in tenths of a percent': deployment({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 33.3 } }),
    'all at once': deployment({ Strategy: 'LINEAR', LinearConfiguration: { StepPercent: 100, StepBakeTimeInMinutes: 1440 } }),
    'no bake time': deployment({ BakeTimeInMinutes: undefined }),
    'the longest bake time': deployment({ BakeTimeInMinutes: 1440 }),
    'a strategy from a parameter': deployment({ Strategy: { Ref: 'AParameter' }, CanaryConfiguration: { CanaryPercent: 10 } }),
    'a step from a parameter': deployment({ Strategy: 'LINEAR', BakeTimeInMinutes: 60, LinearConfiguration: { StepPercent: { Ref: 'AParameter' }, StepBakeTimeInMinutes: 1440 } }),
  },
});

function deployment(DeploymentConfiguration: object) { return { Service: { DeploymentConfiguration } }; }

function* outOfRange({ deployment: configuration }: Service): Iterable<Violation> {
  for (const { path, bounds: { min, max }, unit } of STRATEGY_SETTINGS) {
    for (const place of places(configuration, path)) {
      const [key, value] = [path.slice(path.lastIndexOf('/') + 1), place.asNumber];
      if (value.satisfies(number => number < min || number > max)) {
        yield { location: place.location, message: `${key} (${value}) must be from ${min} to ${max} ${unit}` };
      } else if (unit === 'minutes' && value.satisfies(number => !Number.isInteger(number))) {
        yield { location: place.location, message: `${key} (${value}) must be a whole number of minutes` };
      } else if (value.satisfies(number => !isTenthOfPercent(number))) {
        yield { location: place.location, message: `${key} (${value}) must be a multiple of 0.1 ${unit}` };
      }
    }
  }
}

/** The documentation alone states that these are refused. */
function* forOtherStrategies({ controller, deployment: configuration, deploymentStrategy }: Service): Iterable<Violation> {
  if (!controller.is('ECS')) { return; }
  for (const [key, strategy] of Object.entries(STRATEGY_OF)) {
    if (configuration.get(key).isFilled && deploymentStrategy.differs(strategy)) {
      yield { location: configuration.at(key), message: `${key} is for strategy ${strategy}, but Strategy is ${deploymentStrategy}; change one of them`, severity: 'warning' };
    }
  }
}

function* pastBudget({ deployment: configuration, deploymentStrategy }: Service): Iterable<Violation> {
  const [linear, canary] = [configuration.get('LinearConfiguration'), configuration.get('CanaryConfiguration')];
  const steps = linear.number('StepPercent').orDefault(STEP_PERCENT.default).map(linearSteps);
  const stepTime = linear.number('StepBakeTimeInMinutes').orDefault(STEP_BAKE_TIME_MINUTES.default);
  const canaryTime = canary.number('CanaryBakeTimeInMinutes').orDefault(CANARY_BAKE_TIME_MINUTES.default);
  // AWS does not document how long ECS waits if no time is set
  const bakeTime = configuration.number('BakeTimeInMinutes').orDefault(0);
  const isOver = (waiting: number) => bakeTime.satisfies(minutes => waiting + minutes > DEPLOYMENT_BUDGET_MINUTES);
  const rest = `and a bake time of ${bakeTime} minutes exceed the ${DEPLOYMENT_BUDGET_MINUTES} minutes that CloudFormation accepts`;
  if (deploymentStrategy.is('LINEAR') && steps.satisfies(count => stepTime.satisfies(minutes => isOver(count * minutes)))) {
    yield { location: configuration.location, message: `${steps} steps of ${stepTime} minutes ${rest}` };
  }
  if (deploymentStrategy.is('CANARY') && canaryTime.satisfies(isOver)) {
    yield { location: configuration.location, message: `a canary of ${canaryTime} minutes ${rest}` };
  }
}
