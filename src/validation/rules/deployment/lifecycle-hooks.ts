import { DEPLOYMENT_TIMEOUT_MINUTES, DOUBTFUL_PAUSE_STAGES, HOOK_LIMIT, NO_PAUSE_STAGES, PAUSE_STAGES, PAUSE_TIMEOUT_MINUTES } from '../../../facts/deployment-strategies';
import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

const { min, max } = PAUSE_TIMEOUT_MINUTES;

export default defineRule({
  title: 'A lifecycle hook has the settings of its type, and pauses only at stages that support it',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a pause at a stage in which traffic shifts. A function and a role are only for Lambda hooks, which need both. CloudFormation ends a deployment after 36 hours, even during a pause.',
  fix: 'Use `ecs.DeploymentLifecycleLambdaTarget` for functions. Give a pause another stage, such as POST_TEST_TRAFFIC_SHIFT or PRE_PRODUCTION_TRAFFIC_SHIFT, and a shorter timeout. In CloudFormation: LifecycleHooks.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html',

  subject: 'service',
  *check({ deployment }) {
    const hooks = deployment.list('LifecycleHooks').sure;
    const [pauses, functions] = ['PAUSE', 'AWS_LAMBDA'].map(type => hooks.filter(hook => hook.text('TargetType').orDefault('AWS_LAMBDA').is(type)));
    for (const hook of pauses) { yield* wrongPause(hook); }
    for (const hook of functions) { yield* incompleteFunction(hook); }
    for (const [type, found] of [['pause', pauses], ['Lambda', functions]] as const) {
      if (found.length > HOOK_LIMIT) { yield { location: deployment.at('LifecycleHooks'), message: `the service has ${found.length} ${type} hooks; the maximum is ${HOOK_LIMIT}`, severity: 'warning' }; }
    }
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'a pause while production traffic shifts': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    'a pause while test traffic shifts': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP', 'TEST_TRAFFIC_SHIFT'] }),
    'a pause at the first stage': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['RECONCILE_SERVICE'] }),
    'a pause with a function': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'], HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:check' }),
    'a pause with a role': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'], RoleArn: 'arn:aws:iam::111122223333:role/hook' }),
    'a pause with details': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'], HookDetails: { url: 'https://example.com' } }),
    'a pause of a month': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'], TimeoutConfiguration: { TimeoutInMinutes: 43_200 } }),
    'a pause of 0 minutes': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'], TimeoutConfiguration: { TimeoutInMinutes: 0 } }),
    'a pause of two days': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'], TimeoutConfiguration: { TimeoutInMinutes: 2880 } }),
    'a function without a role': withHooks({ HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:check', LifecycleStages: ['POST_SCALE_UP'] }),
    'a role without a function': withHooks({ TargetType: 'AWS_LAMBDA', RoleArn: 'arn:aws:iam::111122223333:role/hook', LifecycleStages: ['POST_SCALE_UP'] }),
    'eleven pauses': withHooks(...Array.from({ length: 11 }, () => ({ TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'] }))),
  },
  good: {
    'a pause before production traffic shifts': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT'] }),
    'a pause of 36 hours': withHooks({ TargetType: 'PAUSE', LifecycleStages: ['PRE_SCALE_UP'], TimeoutConfiguration: { TimeoutInMinutes: 2160, Action: 'CONTINUE' } }),
    'a function at the first stage': withHooks(lambda({ LifecycleStages: ['RECONCILE_SERVICE'] })),
    'a function while production traffic shifts': withHooks(lambda({ LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'], HookDetails: { url: 'https://example.com' } })),
    'ten pauses and ten functions': withHooks(...Array.from({ length: 10 }, () => [lambda({}), { TargetType: 'PAUSE', LifecycleStages: ['POST_SCALE_UP'] }]).flat()),
    'a type from a parameter': withHooks({ TargetType: { Ref: 'AParameter' }, LifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }),
    'a stage from a parameter': withHooks({ TargetType: 'PAUSE', LifecycleStages: [{ Ref: 'AParameter' }] }),
    'a role under a condition': withHooks(lambda({ RoleArn: { 'Fn::If': ['Own', { Ref: 'AParameter' }, { Ref: 'AWS::NoValue' }] } })),
  },
});

function withHooks(...LifecycleHooks: readonly object[]) { return { Service: { DeploymentConfiguration: { LifecycleHooks } } }; }

function lambda(change: object) {
  return { HookTargetArn: 'arn:aws:lambda:eu-west-1:111122223333:function:check', RoleArn: 'arn:aws:iam::111122223333:role/hook', LifecycleStages: ['POST_SCALE_UP'], ...change };
}

function* wrongPause(hook: Node): Iterable<Violation> {
  for (const stage of hook.list('LifecycleStages').sure) {
    if (stage.asText.isOneOf(NO_PAUSE_STAGES)) { yield { location: stage.location, message: `a deployment cannot pause at ${stage.asText}; use a stage before or after it` }; }
    if (stage.asText.isOneOf(DOUBTFUL_PAUSE_STAGES)) {
      yield { location: stage.location, message: `AWS documents that a deployment cannot pause at ${stage.asText}; use one of ${PAUSE_STAGES.join(', ')}`, severity: 'warning' };
    }
  }
  for (const key of ['HookTargetArn', 'RoleArn', 'HookDetails']) {
    if (hook.get(key).isFilled) { yield { location: hook.at(key), message: `${key} is only for Lambda hooks, but this hook is a pause; remove it`, severity: 'warning' }; }
  }
  const timeout = hook.get('TimeoutConfiguration').number('TimeoutInMinutes');
  const location = hook.get('TimeoutConfiguration').at('TimeoutInMinutes');
  if (timeout.satisfies(minutes => minutes < min || minutes > max)) {
    yield { location, message: `TimeoutInMinutes (${timeout}) must be from ${min} to ${max}` };
  } else if (timeout.satisfies(minutes => minutes > DEPLOYMENT_TIMEOUT_MINUTES)) {
    yield { location, message: `TimeoutInMinutes (${timeout}) exceeds the ${DEPLOYMENT_TIMEOUT_MINUTES} minutes after which CloudFormation ends the deployment`, severity: 'warning' };
  }
}

/** The documentation alone states that these are refused. */
function* incompleteFunction(hook: Node): Iterable<Violation> {
  for (const key of ['HookTargetArn', 'RoleArn']) {
    if (hook.get(key).isAbsent) { yield { location: hook.location, message: `the Lambda hook has no ${key}`, severity: 'warning' }; }
  }
}
