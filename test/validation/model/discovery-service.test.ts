import { Application } from '../../../src/validation/model/application';
import { DiscoveryService } from '../../../src/validation/model/entities/discovery-service';
import { appOf, resourceIn, sourceOf } from '../../support/model';

const NAMESPACE = { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'shop.local' } };

function serviceOf(properties: object): DiscoveryService {
  const application = appOf({ Namespace: NAMESPACE, Discovery: { Type: DiscoveryService.TYPE, Properties: properties } });
  return application.view(DiscoveryService, resourceIn(application, 'Discovery'));
}

describe('the records of a Cloud Map service', () => {
  test('have types', () => {
    const { recordTypes } = serviceOf({ DnsConfig: { DnsRecords: [{ Type: 'A' }, { Type: 'AAAA' }] } });
    expect([recordTypes.known, recordTypes.isComplete]).toEqual([['A', 'AAAA'], true]);
  });

  test.each([
    ['a parameter', { Ref: 'Records' }],
    ['a record under a condition', [{ Type: 'A' }, { 'Fn::If': ['Wide', { Type: 'AAAA' }, { Ref: 'AWS::NoValue' }] }]],
    ['a type from a parameter', [{ Type: { Ref: 'Type' } }]],
  ])('are incomplete with %s', (_, DnsRecords) => { expect(serviceOf({ DnsConfig: { DnsRecords } }).recordTypes.isComplete).toBe(false); });
});

describe('the namespace of a Cloud Map service', () => {
  test.each([
    ['in DnsConfig', { DnsConfig: { NamespaceId: { Ref: 'Namespace' } } }],
    ['beside DnsConfig', { NamespaceId: { 'Fn::GetAtt': ['Namespace', 'Id'] } }],
  ])('is the one %s', (_, properties) => { expect(serviceOf(properties).namespace?.logicalId).toBe('Namespace'); });

  test.each([
    ['an id', 'ns-0a1b2c3d4e5f6071'],
    ['a parameter', { Ref: 'Parameter' }],
    ['a condition', { 'Fn::If': ['Own', { Ref: 'Namespace' }, 'ns-0a1b2c3d4e5f6071'] }],
  ])('is unknown with %s', (_, NamespaceId) => { expect(serviceOf({ NamespaceId }).namespace).toBeUndefined(); });

  test('is found in another stack', () => {
    const application = new Application([
      { ...sourceOf('network', { Namespace: NAMESPACE }), template: { Resources: { Namespace: NAMESPACE }, Outputs: { Id: { Value: { Ref: 'Namespace' }, Export: { Name: 'namespace' } } } } },
      sourceOf('web', { Discovery: { Type: DiscoveryService.TYPE, Properties: { NamespaceId: { 'Fn::ImportValue': 'namespace' } } } }),
    ]);
    expect(application.view(DiscoveryService, resourceIn(application, 'Discovery')).namespace?.logicalId).toBe('Namespace');
  });
});
