import type { Application } from '../../model/application';
import { VpcEndpoint } from '../../model/entities/vpc-endpoint';
import type { Resource } from '../../model/evaluation/resource';
import { identityKey } from '../../model/index/identity';
import { repetitions } from '../../model/index/repetitions';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A VPC has one interface endpoint with private DNS for a service',
  severity: 'error',
  outcome: 'refused',
  why: 'With private DNS the service name resolves to the endpoint in the whole VPC. EC2 refuses a second endpoint: "private-dns-enabled cannot be set because there is already a conflicting DNS domain".',
  fix: 'Create the endpoint before the services that use it: ContainerService uses the endpoints that are defined when it is created, and creates the missing ones. Or remove one endpoint, or set `privateDnsEnabled: false`. In CloudFormation: remove one endpoint.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html',

  subject: 'application',
  *check(application) {
    for (const { again, first } of repetitions(application.ofType('AWS::EC2::VPCEndpoint'), endpoint => keyOf(endpoint, application))) {
      const message = `is an interface endpoint with private DNS for ${again.properties.partialString('ServiceName')}, as is ${first.logicalId} in the same VPC; keep one of them`;
      yield { location: again.at('ServiceName'), related: [first.at('ServiceName')], message };
    }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'a second endpoint of one service': { Again: endpointOf({}) },
    'a VPC outside the app': { A: endpointOf({ VpcId: 'vpc-0a1b2c3d4e5f60718' }), B: endpointOf({ VpcId: 'vpc-0a1b2c3d4e5f60718' }) },
    'an attribute of the VPC': { Again: endpointOf({ VpcId: { 'Fn::GetAtt': ['Vpc', 'VpcId'] } }) },
  },
  good: {
    'an endpoint of another service': { Other: endpointOf({ ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.sqs' } }) },
    'a second endpoint without private DNS': { Again: endpointOf({ PrivateDnsEnabled: false }) },
    'a second endpoint with private DNS from a parameter': { Again: endpointOf({ PrivateDnsEnabled: { Ref: 'AParameter' } }) },
    'a second endpoint in another VPC': { Again: endpointOf({ VpcId: 'vpc-0a1b2c3d4e5f60718' }) },
    'endpoints in VPCs from parameters': { A: endpointOf({ VpcId: { Ref: 'VpcA' } }), B: endpointOf({ VpcId: { Ref: 'VpcB' } }) },
    'endpoints of services from parameters': { A: endpointOf({ ServiceName: { Ref: 'ServiceA' } }), B: endpointOf({ ServiceName: { Ref: 'ServiceB' } }) },
    'the service in another Region': { Again: endpointOf({ ServiceRegion: 'us-east-1' }) },
    'a second endpoint with a type from a parameter': { Again: endpointOf({ VpcEndpointType: { Ref: 'AParameter' } }) },
    'endpoints for Regions from parameters': { A: endpointOf({ ServiceRegion: { Ref: 'RegionA' } }), B: endpointOf({ ServiceRegion: { Ref: 'RegionB' } }) },
    'a Region from a parameter': { Again: endpointOf({ ServiceRegion: { Ref: 'AParameter' } }) },
    'DNS options': { Again: endpointOf({ DnsOptions: { PrivateDnsPreference: 'SPECIFIED_DOMAINS_ONLY' } }) },
    'endpoints under different conditions': {
      A: { ...endpointOf({ VpcId: 'vpc-0a1b2c3d4e5f60718' }), Condition: 'IsProduction' }, B: { ...endpointOf({ VpcId: 'vpc-0a1b2c3d4e5f60718' }), Condition: 'IsTest' },
    },
  },
});

/** The VPC, service and Region of an endpoint to which the service name resolves for certain. */
function keyOf(resource: Resource, application: Application): string | undefined {
  const { node, type } = application.view(VpcEndpoint, resource);
  const takesName = type.is('Interface') && node.flag('PrivateDnsEnabled').is(true) && node.get('DnsOptions').isAbsent;
  const vpc = identityKey(node.get('VpcId'), { types: 'AWS::EC2::VPC' });
  const service = node.partialString('ServiceName');
  const region = node.text('ServiceRegion').orDefault('').known;
  return takesName && vpc !== undefined && service?.isTraceable && region !== undefined ? `${vpc} ${service.key} ${region}` : undefined;
}

function endpointOf(properties: object) {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' },
      VpcId: { Ref: 'Vpc' },
      SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }],
      PrivateDnsEnabled: true,
      ...properties,
    },
  };
}
