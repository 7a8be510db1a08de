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
    ['by its launch type', 'EXTERNAL', [service({ LaunchType: 'EXTERNAL' })]],
    ['by its strategy', 'FARGATE', [service({ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT' }, { CapacityProvider: 'FARGATE' }] })]],
    ['by the instances of its strategy', 'EC2', [INSTANCES, service({ CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' } }] })]],
    ['by the default strategy of its cluster', 'FARGATE', [associated(FARGATE), service({})]],
    ['by the default strategy on the cluster itself', 'FARGATE', [{ Cluster: { Type: 'AWS::ECS::Cluster', Properties: FARGATE } }, service({})]],
    ['on instances where nothing says otherwise', 'EC2', [service({})]],
    ['on instances where the default strategy is empty', 'EC2', [associated({ CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: [] }), service({})]],
    ['in either branch', 'FARGATE', [associated(FARGATE), service({ LaunchType: { 'Fn::If': ['C', 'FARGATE', { Ref: 'AWS::NoValue' }] } })]],
  ])('%s: %s', (_, compute, parts) => { expect(computeOf(...parts).known).toBe(compute); });
});

describe('where a service runs is not known', () => {
  test.each<[string, readonly Resources[]]>([
    ['by a parameter', [service({ LaunchType: { Ref: 'Type' } })]],
    ['by a launch type that there is not', [service({ LaunchType: 'fargate' })]],
    ['by a provider that is not in the app', [service({ CapacityProviderStrategy: [{ CapacityProvider: 'mine' }] })]],
    ['by a strategy of which one provider is not known', [service({ CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE' }, { CapacityProvider: { Ref: 'Provider' } }] })]],
    ['by a strategy that is empty', [service({ CapacityProviderStrategy: [] })]],
    ['in a cluster that is not in the app', [service({ Cluster: 'another' })]],
    ['in the cluster called default', [service({ Cluster: undefined })]],
    ['where a condition associates the providers', [associated(FARGATE, { Condition: 'C' }), service({})]],
    ['where a parameter is the default strategy', [associated({ CapacityProviders: ['FARGATE'], DefaultCapacityProviderStrategy: { Ref: 'Strategy' } }), service({})]],
    ['where some cluster has the providers', [associated({ ...FARGATE, Cluster: { Ref: 'SomeCluster' } }), service({})]],
    ['where a custom resource has the cluster', [{ X: { Type: 'Custom::X', Properties: { Cluster: { Ref: 'Cluster' } } } }, service({})]],
  ])('%s', (_, parts) => { expect(computeOf(...parts).isDeferred).toBe(true); });
});

test('the cluster of another stack gives its default', () => {
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

  test('that nobody associates', () => { expect(lacks('FARGATE')).toBe(true); });
  test('that is not among those it has', () => { expect(lacks('FARGATE_SPOT', associated(FARGATE))).toBe(true); });
  test('of the app where it has others', () => { expect(lacks({ Ref: 'Instances' }, INSTANCES, associated(FARGATE))).toBe(true); });

  test.each<[string, unknown, readonly Resources[]]>([
    ['it has', 'FARGATE', [associated(FARGATE)]],
    ['it has by Ref', { Ref: 'Instances' }, [INSTANCES, associated({ CapacityProviders: [{ Ref: 'Instances' }] })]],
    ['it has by name', 'big', [{ Instances: { ...INSTANCES.Instances, Properties: { Name: 'big', ...INSTANCES.Instances.Properties as object } } }, associated({ CapacityProviders: ['big'] })]],
    ['that may be in its list', 'FARGATE', [associated({ CapacityProviders: { Ref: 'List' } })]],
    ['that may be one of its list', 'FARGATE', [associated({ CapacityProviders: [{ Ref: 'Provider' }] })]],
    ['that is not in the app', 'mine', []],
    ['of managed instances', { Ref: 'Managed' }, [{ Managed: { Type: 'AWS::ECS::CapacityProvider', Properties: { ManagedInstancesProvider: { X: 1 } } } }]],
  ])('but none %s', (_, provider, parts) => { expect(lacks(provider, ...parts)).toBe(false); });
});
