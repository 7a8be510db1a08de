import { Application } from '../../../src/validation/model/application';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf, sourceOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const CLUSTER: Resources = { Cluster: { Type: 'AWS::ECS::Cluster' } };
const service = (properties: object): Resources => ({ Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' }, ...properties } } });
const associated = (properties: object, rest: object = {}): Resources => ({
  Providers: { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties: { Cluster: { Ref: 'Cluster' }, ...properties }, ...rest },
});
const FARGATE = { CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }] };
const INSTANCES: Resources = { Instances: { Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: 'x' } } } };

const computeOf = (...parts: readonly Resources[]) => appOf(Object.assign({}, CLUSTER, ...parts)).services[0].compute;

describe('a service runs', () => {
  test.each<[string, string, readonly Resources[]]>([
    ['with its launch type', 'EXTERNAL', [service({ LaunchType: 'EXTERNAL' })]],
    ['with its strategy', 'FARGATE', [service({ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT' }, { CapacityProvider: 'FARGATE' }] })]],
    ['with the instances in its strategy', 'EC2', [INSTANCES, service({ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' } }] })]],
    ['with the default strategy of its cluster', 'FARGATE', [associated(FARGATE), service({})]],
    ['with the default strategy on the cluster resource', 'FARGATE', [{ Cluster: { Type: 'AWS::ECS::Cluster', Properties: FARGATE } }, service({})]],
    ['on instances by default', 'EC2', [service({})]],
    ['on instances if the default strategy is empty', 'EC2', [associated({ CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [] }), service({})]],
    ['in either branch', 'FARGATE', [associated(FARGATE), service({ LaunchType: { 'Fn::If': ['C', 'FARGATE', { Ref: 'AWS::NoValue' }] } })]],
  ])('%s: %s', (_, compute, parts) => { expect(computeOf(...parts).known).toBe(compute); });
});

describe('the compute of a service is unknown', () => {
  test.each<[string, readonly Resources[]]>([
    ['with a launch type from a parameter', [service({ LaunchType: { Ref: 'Type' } })]],
    ['with an unknown launch type', [service({ LaunchType: 'fargate' })]],
    ['with a provider outside the app', [service({ CapacityProviderStrategy: [{ CapacityProvider: 'mine' }] })]],
    ['with a strategy that has an unknown provider', [service({ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }, { CapacityProvider: { Ref: 'Provider' } }] })]],
    ['with an empty strategy', [service({ CapacityProviderStrategy: [] })]],
    ['in a cluster outside the app', [service({ Cluster: 'another' })]],
    ['in the cluster named default', [service({ Cluster: undefined })]],
    ['if a condition associates the providers', [associated(FARGATE, { Condition: 'C' }), service({})]],
    ['if a parameter is the default strategy', [associated({ CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: { Ref: 'Strategy' } }), service({})]],
    ['if an unknown cluster has the providers', [associated({ ...FARGATE, Cluster: { Ref: 'SomeCluster' } }), service({})]],
    ['if a custom resource refers to the cluster', [{ X: { Type: 'Custom::X', Properties: { Cluster: { Ref: 'Cluster' } } } }, service({})]],
  ])('%s', (_, parts) => { expect(computeOf(...parts).isDeferred).toBe(true); });
});

test('the cluster in another stack provides its default', () => {
  const application = new Application([
    sourceOf('shared', { ...CLUSTER, ...associated(FARGATE) }, { Outputs: { Cluster: { Value: { Ref: 'Cluster' }, Export: { Name: 'Cluster' } } } }),
    sourceOf('services', service({ Cluster: { 'Fn::ImportValue': 'Cluster' } })),
  ]);
  expect(application.services[0].compute.known).toBe('FARGATE');
});

describe('a cluster lacks a provider', () => {
  const lacks = (provider: unknown, ...parts: readonly Resources[]) => {
    const using = service({ CapacityProviderStrategy: [{ CapacityProvider: provider }] });
    const { services: [{ cluster, strategy: { items: [item] } }] } = appOf(Object.assign({}, CLUSTER, using, ...parts));
    return cluster?.lacks(item);
  };

  test('that no resource associates', () => { expect(lacks('FARGATE')).toBe(true); });
  test('that is not in its list', () => { expect(lacks('FARGATE_SPOT', associated(FARGATE))).toBe(true); });
  test('of the app if it has other providers', () => { expect(lacks({ Ref: 'Instances' }, INSTANCES, associated(FARGATE))).toBe(true); });

  test.each<[string, unknown, readonly Resources[]]>([
    ['is associated', 'FARGATE', [associated(FARGATE)]],
    ['is associated by Ref', { Ref: 'Instances' }, [INSTANCES, associated({ CapacityProviders: [{ Ref: 'Instances' }] })]],
    ['is associated by name', 'big', [{ Instances: { ...INSTANCES.Instances, Properties: { Name: 'big', ...INSTANCES.Instances.Properties as object } } }, associated({ CapacityProviders: ['big'] })]],
    ['may be in its list', 'FARGATE', [associated({ CapacityProviders: { Ref: 'List' } })]],
    ['may be one in its list', 'FARGATE', [associated({ CapacityProviders: [{ Ref: 'Provider' }] })]],
    ['is outside the app', 'mine', []],
    ['is for Managed Instances', { Ref: 'Managed' }, [{ Managed: { Type: 'AWS::ECS::CapacityProvider', Properties: { ManagedInstancesProvider: { X: 1 } } } }]],
  ])('but not a provider that %s', (_, provider, parts) => { expect(lacks(provider, ...parts)).toBe(false); });
});
