import { Alarm } from '../../model/entities/alarm';
import type { TaskRunnerIndex } from '../../model/entities/task-definition';
import { isOutput, mayBeChangedOutside } from '../../model/index/external-access';
import { Mentions } from '../../model/index/mentions';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A step scaling policy is the action of an alarm',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Application Auto Scaling creates alarms for target tracking only. A step scaling policy does nothing until an alarm of CloudWatch has it as an action.',
  fix: 'Use `scaleOnMetric()`, which creates the alarms. In CloudFormation: add Ref of the policy to AlarmActions of an AWS::CloudWatch::Alarm.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-step-scaling-policies.html',

  subject: 'scalingPolicy',
  *check({ type, stepping, node, resource }, application) {
    if (!type.is('StepScaling') || !stepping.isGiven || application.memo(startedByAlarms).has(resource)) { return; }
    if (isOutput(resource, application) || mayBeChangedOutside(resource, application)) { return; }
    yield { location: node.at('PolicyType'), message: `no alarm has ${resource.logicalId} as an action, so its steps are never taken` };
  },

  scene: 'a Fargate service that scales in steps',
  bad: {
    'no alarm': { HighCpu: undefined },
    'an alarm without the action': { HighCpu: { AlarmActions: ['arn:aws:sns:eu-west-1:111122223333:team'] } },
  },
  good: {
    'an action for the state OK': { HighCpu: { AlarmActions: [], OKActions: [{ Ref: 'ScaleOut' }] } },
    'an action under a condition': { HighCpu: { AlarmActions: { 'Fn::If': ['Scaled', [{ Ref: 'ScaleOut' }], { Ref: 'AWS::NoValue' }] } } },
    'a type from a parameter': { ScaleOut: { PolicyType: { Ref: 'AParameter' } }, HighCpu: undefined },
    'a custom resource that creates the alarm': {
      HighCpu: undefined, Alarms: { Type: 'Custom::Alarms', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:alarms', Policy: { Ref: 'ScaleOut' } } },
    },
    'target tracking': { scene: 'an auto scaled Fargate service', change: {} },
  },
});

/** What alarms mention: any mention may be the action. */
function startedByAlarms(application: TaskRunnerIndex): Mentions {
  const mentions = new Mentions(application);
  application.ofType(Alarm.TYPE).forEach(alarm => mentions.addProperties(alarm));
  return mentions;
}
