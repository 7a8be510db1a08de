import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { EcsCluster, InstanceGroup, InstanceGroupProps } from '../../src';

export const LARGE = new ec2.InstanceType('m7i.large');
export const GRAVITON = new ec2.InstanceType('m7g.large');
export const GPU = new ec2.InstanceType('g6.xlarge');
export const INFERENTIA = new ec2.InstanceType('inf2.xlarge');

export type GroupProps = Partial<InstanceGroupProps>;

/** A group of up to 4 m7i.large, except the given props. */
export function makeGroup(stack: Stack, props: GroupProps = {}): InstanceGroup {
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  return cluster.addInstances('Group', { maxInstances: 4, ...props.instanceRequirements ? {} : { instanceTypes: [LARGE] }, ...props });
}

/** The template of the group, after `use`. */
export function groupTemplate(props: GroupProps | ((stack: Stack) => GroupProps) = {}, use: (group: InstanceGroup) => void = () => {}): Template {
  const stack = regionalStack();
  use(makeGroup(stack, typeof props === 'function' ? props(stack) : props));
  return Template.fromStack(stack);
}

/** The only resource of a type. */
export function only(template: Template, type: string): Record<string, never> {
  const [resource, ...others] = Object.values(template.findResources(type));
  if (!resource || others.length > 0) { throw new Error(`not one ${type}`); }
  return (resource as { readonly Properties: Record<string, never> }).Properties;
}

export function regionalStack(): Stack { return new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } }); }
