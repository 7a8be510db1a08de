import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { IMAGE } from './container-service';
import { clusterIn } from './instances';
import { ScheduledJob, ScheduledJobProps } from '../../src';

type Make = Partial<ScheduledJobProps> | ((stack: Stack) => Partial<ScheduledJobProps>);

/** A job that runs every hour, with the default settings except the given props. */
export function makeJob(make: Make = {}, stack: Stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } })): ScheduledJob {
  const props = typeof make === 'function' ? make(stack) : make;
  return new ScheduledJob(stack, 'Job', {
    cluster: props.cluster ?? clusterIn(stack),
    image: props.taskDefinition ? undefined : IMAGE,
    schedule: ScheduleExpression.rate(Duration.hours(1)),
    ...props,
  });
}

export function jobTemplate(make: Make = {}): Template { return Template.fromStack(Stack.of(makeJob(make))); }
