import { Duration } from 'aws-cdk-lib';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { JobExecution } from './job-execution';
import { RecurringTaskProps } from '../recurring-task-props';

/**
 * Properties of a ScheduledJob.
 */
export interface ScheduledJobProps extends RecurringTaskProps {
  /**
   * When the job runs, such as `ScheduleExpression.cron({ hour: '4', minute: '30', timeZone: TimeZone.EUROPE_BERLIN })`.
   *
   * Without a time zone the time is UTC. In a time zone with daylight saving time, a run in the hour that does not exist is skipped, and a run in the hour that is
   * repeated starts once. Set both `hour` and `minute`: `cron({ hour: '4' })` starts a run in each minute of that hour.
   *
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * How the task is run and supervised.
   *
   * @default JobExecution.workflow()
   */
  readonly execution?: JobExecution;

  /**
   * How long after the time of the schedule a run may start, from 1 minute to 24 hours. It spreads the load of many jobs.
   *
   * @default - a run starts within a minute
   */
  readonly flexibleWindow?: Duration;

  /**
   * The time before which the schedule starts no run.
   *
   * @default - the schedule starts runs as soon as it exists
   */
  readonly start?: Date;

  /**
   * The time after which the schedule starts no run.
   *
   * @default - the schedule does not end
   */
  readonly end?: Date;

  /**
   * Whether the schedule starts runs. A disabled schedule keeps everything else, so that the job can be run by hand.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The group of the schedule. Another group replaces the schedule.
   *
   * @default - the group `default`
   */
  readonly scheduleGroup?: scheduler.IScheduleGroup;

  /**
   * How often EventBridge Scheduler repeats the call that starts a run, if AWS refuses it, from 0 to 185 times. A run that started and failed is not repeated by it.
   *
   * @default 185
   */
  readonly deliveryAttempts?: number;

  /**
   * How long EventBridge Scheduler repeats that call, from 1 minute to 24 hours. The call then goes to the dead-letter queue.
   *
   * @default Duration.hours(1)
   */
  readonly maxDeliveryAge?: Duration;

  /**
   * The topic that gets a message with the reason when a run fails, and the changes of the alarms.
   *
   * The key of an encrypted topic must be a customer managed key. A key and a topic of this app get the permissions of CloudWatch.
   *
   * @default - no messages; the alarms exist and have no action
   */
  readonly failureTopic?: sns.ITopic;
}
