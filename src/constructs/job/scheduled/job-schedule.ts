import { Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Job, StartedJob } from './job-execution-kind';
import { ScheduledJobProps } from './scheduled-job-props';
import { DESCRIPTION_LENGTHS } from '../../../facts/descriptions';
import { TARGET_FORMATS } from '../../../facts/starter-settings';
import { acknowledge } from '../../nag/acknowledgements';
import { profileRole } from '../../profile/profile-role';

const DEFAULT_AGE = Duration.hours(1);
const DEFAULT_ATTEMPTS = TARGET_FORMATS.find(({ path }) => path === 'RetryPolicy/MaximumRetryAttempts')?.max;

const KEY_ACTIONS = ['kms:GenerateDataKey*', 'kms:ReEncrypt*'].map(action => `AwsSolutions-IAM5[Action::${action}]`);

/**
 * The schedule of a job. It is created last and deleted first: a schedule starts runs as soon as it exists. The role of the L2 targets is shared by all schedules of the stack that have
 * the same target, and has inline policies; this one belongs to the job.
 */
export function createSchedule(job: Job, started: StartedJob, props: ScheduledJobProps): scheduler.Schedule {
  const { scope } = job;
  const role = profileRole(scope, 'ScheduleRole', job.plan.profile.isRegulated, { assumedBy: schedulerOf(scope, props.scheduleGroup) });
  started.allow(role);
  job.deadLetterQueue.grantSendMessages(role);
  if (job.plan.regulated) { acknowledge(role, KEY_ACTIONS, 'The key of the queue, with the actions that the CDK grants'); }
  const schedule = new scheduler.Schedule(scope, 'Schedule', {
    schedule: props.schedule,
    target: { bind: () => ({ ...started.target, ...deliveryOf(job, props), role }) },
    description: `Runs ${scope.node.path}`.slice(0, DESCRIPTION_LENGTHS.schedule),
    enabled: props.enabled,
    timeWindow: props.flexibleWindow && scheduler.TimeWindow.flexible(props.flexibleWindow),
    start: props.start,
    end: props.end,
    scheduleGroup: props.scheduleGroup,
  });
  // the name of a group is a text, not a reference
  schedule.node.addDependency(role, ...started.before, ...(props.scheduleGroup ? [props.scheduleGroup] : []));
  job.startedBy(schedule);
  return schedule;
}

function deliveryOf({ deadLetterQueue }: Job, { deliveryAttempts, maxDeliveryAge = DEFAULT_AGE }: ScheduledJobProps) {
  return {
    deadLetterConfig: { arn: deadLetterQueue.queueArn },
    retryPolicy: { maximumRetryAttempts: deliveryAttempts ?? DEFAULT_ATTEMPTS, maximumEventAgeInSeconds: maxDeliveryAge.toSeconds() },
  };
}

/** EventBridge Scheduler, on behalf of schedules of the group. */
function schedulerOf(scope: Job['scope'], group?: scheduler.IScheduleGroup): iam.ServicePrincipal {
  const groupArn = group?.scheduleGroupArn ?? Stack.of(scope).formatArn({ service: 'scheduler', resource: 'schedule-group', resourceName: 'default' });
  return new iam.ServicePrincipal('scheduler.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account, 'aws:SourceArn': groupArn } },
  });
}
