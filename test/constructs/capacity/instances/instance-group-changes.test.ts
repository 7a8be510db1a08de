import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { EcsCluster, InstanceGroupProps } from '../../../../src';
import { newStack } from '../../../support/container-service';
import { createOnlyValues } from '../../../support/live-update/create-only';

/** If one of them is replaced, the association removes the old provider from the cluster before services stop to use it, and ECS refuses that. */
const LASTING = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::ECS::CapacityProvider', 'AWS::ECS::ClusterCapacityProviderAssociations', 'AWS::ECS::Cluster'];

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly UpdatePolicy?: Readonly<Record<string, unknown>>;
}

interface Change {
  readonly group?: Partial<InstanceGroupProps>;
  /** A further group. */
  readonly other?: boolean;
}

function resourcesOf({ group, other }: Change = {}): Readonly<Record<string, Resource>> {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  const usual = { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 };
  if (other) { cluster.addInstances('Another', usual); }
  cluster.addInstances('Main', { ...usual, ...group });
  return (Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> }).Resources;
}

/** Each resource that must last: its logical id, with the values that decide whether it is replaced. */
function lasting(resources: Readonly<Record<string, Resource>>): ReadonlyMap<string, object> {
  return new Map(Object.entries(resources)
    .filter(([, { Type }]) => LASTING.includes(Type))
    .map(([id, { Type, Properties = {} }]) => [id, createOnlyValues(Type, Properties)]));
}

const before = resourcesOf();

test('the lasting resources of a group are one of each type', () => {
  expect([...lasting(before).keys()].map(id => before[id].Type).sort()).toEqual([...LASTING].sort());
});

describe('the Auto Scaling group and its capacity provider are not replaced by', () => {
  test.each<[string, Change]>([
    ['other instance types', { group: { instanceTypes: [new ec2.InstanceType('c7i.xlarge')] } }],
    ['instance types with another CPU architecture, and so another AMI', { group: { instanceTypes: [new ec2.InstanceType('m7g.large')] } }],
    ['another minimum', { group: { minInstances: 2 } }],
    ['another maximum', { group: { maxInstances: 40 } }],
    ['no force deletion', { group: { forceDelete: false } }],
    ['another group', { other: true }],
  ])('%s', (_, change) => {
    const after = resourcesOf(change);
    expect(after).not.toEqual(before);
    const kept = lasting(after);
    for (const [id, values] of lasting(before)) { expect(kept.get(id)).toEqual(values); }
  });
});

/** The only resource of a type in the template, with its id. */
function only(type: string): Resource & { readonly id: string } {
  const found = Object.entries(before).filter(([, { Type }]) => Type === type);
  expect(found).toHaveLength(1);
  return { id: found[0][0], ...found[0][1] };
}

test.each([
  ['AWS::AutoScaling::AutoScalingGroup', 'AutoScalingGroupName'],
  ['AWS::ECS::CapacityProvider', 'Name'],
])('%s has no name, so that CloudFormation can create another one before it deletes it', (type, name) => {
  expect(only(type).Properties).not.toHaveProperty(name);
});

test('no update policy replaces the Auto Scaling group when its launch template changes', () => {
  expect(only('AWS::AutoScaling::AutoScalingGroup').UpdatePolicy).not.toHaveProperty('AutoScalingReplacingUpdate');
});

test('a replaced group has another physical id, so that the old one is force-deleted', () => {
  expect(only('Custom::EcsInstanceGroupDeletion').Properties.AutoScalingGroupName).toEqual({ Ref: only('AWS::AutoScaling::AutoScalingGroup').id });
});
