import { Token } from 'aws-cdk-lib';
import { HOOK_STAGES } from '../../facts/deployment-strategies';
import { hasKind, isLike, shown } from '../checks';

// The checks of the TypeScript types, for callers in JavaScript.

/** Why a value is invalid for the argument with this name. */
type Check = (name: string, value: unknown) => string[];
type Given = Readonly<Record<string, unknown>>;

const STRING = must('be a string', value => typeof value === 'string');
const NUMBER = must('be a number', value => typeof value === 'number' || Token.isUnresolved(value));
const DURATION = must('be a Duration, such as Duration.minutes(15)', value => isLike(value, 'toMinutes'));
const FUNCTION = must('be a lambda.Function, of this app or imported', value => isLike(value, 'functionArn'));
const STAGE = must(`be a stage of ecs.DeploymentLifecycleStage: ${HOOK_STAGES.join(', ')}`, value => Token.isUnresolved(value) || HOOK_STAGES.some(stage => stage === value));
const STAGES = listOf(STAGE, 'ecs.DeploymentLifecycleStage.POST_TEST_TRAFFIC_SHIFT');
const ALARM = must('be a DeploymentAlarm, such as DeploymentAlarm.existing(alarm)', value => isLike(value, '_create'));
const HOOK = must('be a DeploymentHook, such as DeploymentHook.lambda(handler, { stages })', value => hasKind(value, 'waitMinutes'));

const DEPLOYMENT: Readonly<Record<string, Check>> = {
  bakeTime: DURATION,
  canaryBakeTime: DURATION,
  stepBakeTime: DURATION,
  testTraffic: must('be a TestTraffic, such as TestTraffic.port(8443)', value => isLike(value, '_route')),
  alarms: listOf(ALARM, 'DeploymentAlarm.existing(alarm)'),
  hooks: listOf(HOOK, 'DeploymentHook.lambda(handler, { stages })'),
};

const CODE_DEPLOY: Readonly<Record<string, Check>> = {
  ...DEPLOYMENT,
  deploymentApprovalWaitTime: DURATION,
  terminationWaitTime: DURATION,
  deploymentConfig: must('be a codedeploy.EcsDeploymentConfig, such as codedeploy.EcsDeploymentConfig.ALL_AT_ONCE', value => isLike(value, 'deploymentConfigName')),
  hooks: (name, value) => isObject(value)
    ? Object.entries(value).flatMap(([event, handler]) => handler === undefined ? [] : FUNCTION(`${name}.${event}`, handler))
    : [`${name}${shown(value)} must be an object of functions, such as { afterAllowTestTraffic: handler }`],
};

export function checkDeployment(factory: string, props: unknown): void { report(`Deployment.${factory}`, propsProblems(props, DEPLOYMENT)); }

export function checkCodeDeploy(props: unknown): void { report('Deployment.codeDeploy', propsProblems(props, CODE_DEPLOY)); }

export function checkLambdaHook(handler: unknown, props: unknown = {}): void {
  report('DeploymentHook.lambda', [
    ...FUNCTION('handler', handler),
    ...(isObject(props) ? STAGES('stages', props.stages) : propsProblems(props, {})),
  ]);
}

export function checkApproval(props: unknown): void { report('DeploymentHook.approval', propsProblems(props, { stage: STAGE, timeout: DURATION })); }

export function checkSmokeTest(path: unknown, props: unknown): void {
  report('DeploymentHook.smokeTest', [...STRING('path', path), ...propsProblems(props, { host: STRING, statusCodes: listOf(NUMBER, '200') })]);
}

export function checkAlarmName(name: unknown): void {
  report('DeploymentAlarm.named', must('be the name of an alarm; for an alarm construct, use DeploymentAlarm.existing', value => typeof value === 'string')('alarmName', name));
}

export function checkAlarm(alarm: unknown): void {
  report('DeploymentAlarm.existing', must('be an alarm construct; for a name, use DeploymentAlarm.named', value => isLike(value, 'alarmName'))('alarm', alarm));
}

export function checkResponseTime(time: unknown): void {
  report('DeploymentAlarm.responseTime', must('be a Duration, such as Duration.seconds(1)', value => isLike(value, 'toSeconds'))('time', time));
}

export function checkAlarmOptions(factory: string, options: unknown): void {
  report(`DeploymentAlarm.${factory}`, propsProblems(options, { period: DURATION }, 'options'));
}

function must(requirement: string, holds: (value: unknown) => boolean): Check {
  return (name, value) => holds(value) ? [] : [`${name}${shown(value)} must ${requirement}`];
}

function listOf(check: Check, example: string): Check {
  return (name, value) => Array.isArray(value)
    ? value.flatMap((each, index) => check(`${name}[${index}]`, each))
    : [`${name}${shown(value)} must be a list, such as [${example}]`];
}

function propsProblems(props: unknown, checks: Readonly<Record<string, Check>>, name = 'props'): string[] {
  if (!isObject(props)) { return [`${name}${shown(props)} must be an object`]; }
  return Object.entries(checks).flatMap(([prop, check]) => props[prop] === undefined ? [] : check(prop, props[prop]));
}

function isObject(value: unknown): value is Given { return typeof value === 'object' && value !== null && !Array.isArray(value); }

function report(factory: string, problems: readonly string[]): void {
  if (problems.length > 0) { throw new Error(`${factory}: ${problems.join('; ')}`); }
}
