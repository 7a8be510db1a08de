import { allOf } from '../../../src/validation/model/entities/entity';
import { Gateway } from '../../../src/validation/model/entities/gateway';
import { GatewayAssociation } from '../../../src/validation/model/entities/gateway-association';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const gateway = (alb: object): Resources => ({
  Gateway: { Type: 'AWS::ECS::Gateway', Properties: { GatewayName: 'public', Configuration: { HostSharedAlb: alb } } },
});
const association = (properties: object): Resources => ({
  Association: {
    Type: 'AWS::ECS::GatewayClusterAssociations',
    Properties: { Gateway: { Ref: 'Gateway' }, Cluster: { Ref: 'Cluster' }, ...properties },
  },
});
const CLUSTER: Resources = { Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'web' } } };

const gatewayOf = (alb: object) => allOf(Gateway, appOf(gateway(alb)))[0];
function associationsOf(...parts: readonly Resources[]) {
  return GatewayAssociation.of(appOf(Object.assign({}, CLUSTER, gateway({}), ...parts)).clusters[0]);
}

test.each<[string, object, string | undefined]>([
  ['by default', {}, 'PUBLIC'],
  ['in the internet', { Scheme: 'internet-facing' }, 'PUBLIC'],
  ['in a VPC', { Scheme: 'internal' }, 'PRIVATE'],
  ['with a scheme from a parameter', { Scheme: { Ref: 'Scheme' } }, undefined],
  ['with an unknown scheme', { Scheme: 'external' }, undefined],
])('the access type of a gateway %s', (_, alb, type) => { expect(gatewayOf(alb).accessType.known).toBe(type); });

test('its subnets are unknown without a list, and outside the app', () => {
  expect(gatewayOf({}).subnets.isComplete).toBe(false);
  expect(gatewayOf({ NetworkConfiguration: { Subnets: ['subnet-1', 'subnet-2'] } }).subnets.isComplete).toBe(false);
});

test.each<[string, Resources]>([
  ['by reference', association({})],
  ['by ARN', association({ Cluster: { 'Fn::GetAtt': ['Cluster', 'Arn'] } })],
  ['by name', association({ Cluster: 'web', Gateway: 'public' })],
])('a gateway is associated with a cluster %s', (_, part) => {
  const found = associationsOf(part);
  expect(found.all.map(each => each.gateway?.resource.logicalId)).toEqual(['Gateway']);
});

test('without an association, a cluster certainly has none', () => { expect(associationsOf().every(() => false)).toBe(true); });

test.each<[string, Resources]>([
  ['an association has an unknown cluster', association({ Cluster: { Ref: 'SomeCluster' } })],
  ['a custom resource refers to the cluster', { X: { Type: 'Custom::X', Properties: { Cluster: { Ref: 'Cluster' } } } }],
])('the associations of a cluster are unknown if %s', (_, part) => { expect(associationsOf(part).isComplete).toBe(false); });
