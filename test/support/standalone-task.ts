import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { IMAGE } from './container-service';
import { EcsCluster, TaskRunner, TaskRunnerProps } from '../../src';

type Props = Partial<TaskRunnerProps>;

/** A runner with the default settings except the given props. */
export function makeRunner(stack: Stack, props: Props = {}): TaskRunner {
  return new TaskRunner(stack, 'Report', {
    cluster: props.cluster ?? new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }),
    image: props.taskDefinition ? undefined : IMAGE,
    ...props,
  });
}

export function regionalStack(app: App = new App()): Stack { return new Stack(app, 'Stack', { env: { region: 'eu-west-1', account: '111122223333' } }); }

/** The template of the runner, after `use`. */
export function runnerTemplate(props: Props | ((stack: Stack) => Props) = {}, use: (runner: TaskRunner, stack: Stack) => void = () => {}): Template {
  const stack = regionalStack();
  use(makeRunner(stack, typeof props === 'function' ? props(stack) : props), stack);
  return Template.fromStack(stack);
}
