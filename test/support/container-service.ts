import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerService, ContainerServiceProps, EcsCluster } from '../../src';

export const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1');

type Props = Partial<ContainerServiceProps>;

/** A service with the default settings except the given props. */
export function makeService(stack: Stack, props: Props = {}): ContainerService {
  return new ContainerService(stack, 'Api', {
    cluster: props.cluster ?? new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') }),
    image: props.taskDefinition ? undefined : IMAGE,
    ...props,
  });
}

/** The template of the service, after `use`. */
export function serviceTemplate(props: Props | ((stack: Stack) => Props) = {}, use: (service: ContainerService) => void = () => {}): Template {
  const stack = newStack();
  use(makeService(stack, typeof props === 'function' ? props(stack) : props));
  return Template.fromStack(stack);
}

export function newStack(region?: string): Stack {
  return new Stack(new App(), 'Stack', { env: { region } });
}
