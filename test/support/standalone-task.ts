import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IMAGE } from './container-service';
import { clusterIn, onInstances } from './instances';
import { Capacity, EcsCluster, Profile, StandaloneTaskProps, TaskRunner, TaskRunnerProps } from '../../src';

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

type Setting = (stack: Stack) => Partial<StandaloneTaskProps>;

/** Every capacity and the settings that change how a task is placed, connected and allowed. */
export const TASK_SETTINGS: readonly (readonly [string, Setting])[] = [
  ['Fargate', () => ({})],
  ['Fargate Spot', () => ({ capacity: Capacity.fargateSpot() })],
  ['instances', onInstances()],
  ['instances in bridge mode', onInstances({ networkMode: ecs.NetworkMode.BRIDGE })],
  ['instances in host mode', onInstances({ networkMode: ecs.NetworkMode.HOST })],
  ['Managed Instances', stack => {
    const cluster = clusterIn(stack);
    return { cluster, capacity: Capacity.managedInstances(cluster.addManagedInstances('Managed')) };
  }],
  ['external instances', stack => {
    const cluster = clusterIn(stack);
    cluster.addExternalInstances('Servers');
    return { cluster, capacity: Capacity.external() };
  }],
  ['given subnets', stack => {
    const cluster = clusterIn(stack);
    return { cluster, vpcSubnets: { subnets: cluster.vpc.privateSubnets } };
  }],
  ['isolated subnets', stack => {
    const vpc = new ec2.Vpc(stack, 'Isolated', { natGateways: 0, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    const image = ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/report:1');
    return { cluster: new EcsCluster(stack, 'IsolatedCluster', { vpc }), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, image };
  }],
  ['ECS Exec', () => ({ enableExecuteCommand: true })],
  ['the regulated profile', () => ({ profile: Profile.regulated(), user: '1000', readonlyRootFilesystem: true })],
];
