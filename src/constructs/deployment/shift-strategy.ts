import { Duration, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { DeploymentSettings } from './deployment-kind';
import { minutesOf, minutesProblem } from './minutes';
import { CanaryDeploymentProps, LinearDeploymentProps } from './traffic-shift-props';
import { Bounds, CANARY_BAKE_TIME_MINUTES, CANARY_PERCENT, isTenthOfPercent, linearSteps, STEP_BAKE_TIME_MINUTES, STEP_PERCENT } from '../../facts/deployment-strategies';

/** The steps in which the traffic is shifted. */
export interface ShiftStrategy {
  /** The factory of `Deployment`, for messages. */
  readonly factory: string;
  /** Whether there are several steps. */
  readonly isGradual: boolean;
  /** How often traffic is shifted. */
  readonly shifts: number;
  /** How long the deployment waits between the steps. */
  readonly waitMinutes: number;
  readonly problems: readonly string[];
  readonly settings: DeploymentSettings;
}

export const AT_ONCE: ShiftStrategy = {
  factory: 'blueGreen',
  isGradual: false,
  shifts: 1,
  waitMinutes: 0,
  problems: [],
  settings: { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN },
};

export function canaryStrategy(props: CanaryDeploymentProps): ShiftStrategy {
  const { canaryPercent = CANARY_PERCENT.default, canaryBakeTime = Duration.minutes(CANARY_BAKE_TIME_MINUTES.default) } = props;
  return {
    factory: 'canary',
    isGradual: true,
    shifts: 2,
    waitMinutes: minutesOf(canaryBakeTime),
    problems: [
      ...percentProblems('canaryPercent', canaryPercent, CANARY_PERCENT),
      ...minutesProblem('canaryBakeTime', canaryBakeTime, CANARY_BAKE_TIME_MINUTES),
    ],
    settings: {
      deploymentStrategy: ecs.DeploymentStrategy.CANARY,
      canaryConfiguration: { stepPercent: inTenths(canaryPercent), stepBakeTime: canaryBakeTime },
    },
  };
}

export function linearStrategy(props: LinearDeploymentProps): ShiftStrategy {
  const { stepPercent = STEP_PERCENT.default, stepBakeTime = Duration.minutes(STEP_BAKE_TIME_MINUTES.default) } = props;
  const percent = percentProblems('stepPercent', stepPercent, STEP_PERCENT);
  const waits = Token.isUnresolved(stepPercent) || percent.length > 0 ? 0 : linearSteps(stepPercent);
  return {
    factory: 'linear',
    isGradual: true,
    shifts: waits + 1,
    waitMinutes: waits * minutesOf(stepBakeTime),
    problems: [...percent, ...minutesProblem('stepBakeTime', stepBakeTime, STEP_BAKE_TIME_MINUTES)],
    settings: { deploymentStrategy: ecs.DeploymentStrategy.LINEAR, linearConfiguration: { stepPercent: inTenths(stepPercent), stepBakeTime } },
  };
}

/** Rounded to tenths, because 0.1 + 0.2 is 0.30000000000000004. */
function inTenths(percent: number): number { return Token.isUnresolved(percent) ? percent : Math.round(percent * 10) / 10; }

function percentProblems(name: string, percent: number, { min, max }: Bounds): string[] {
  if (Token.isUnresolved(percent) || percent >= min && percent <= max && isTenthOfPercent(percent)) { return []; }
  return [`${name} (${percent}) must be a percentage from ${min} to ${max}, in steps of 0.1`];
}
