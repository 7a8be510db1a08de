import { Application } from '../../../src/validation/model/application';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { slowWaysOut } from '../../../src/validation/model/queries/ways-out';
import { applyChange, Change, sourceIn } from '../../../src/validation/scenes/scenes';

/** The logical ids of what an isolated service reaches AWS through. */
function waysWith(change: Change): readonly (readonly string[])[] {
  const scene = 'an isolated Fargate service';
  const [service] = new Application([sourceIn(scene, applyChange(scene, change))]).services;
  return slowWaysOut(service).map(ways => ways.map(({ logicalId }) => logicalId));
}

const endpoint = (ServiceName: unknown): RawResource =>
  ({ Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Interface', VpcId: { Ref: 'Vpc' }, ServiceName } });

test('an isolated service reaches AWS through interface endpoints', () => {
  expect(waysWith({}).flat()).toEqual(expect.arrayContaining(['EcrApiEndpoint', 'EcrEndpoint', 'LogsEndpoint']));
});

test.each<[string, Change]>([
  ['an endpoint whose service is a parameter may be one of them', { Another: endpoint({ Ref: 'ServiceName' }) }],
  ['an endpoint whose service is partly a parameter may be one of them', { Another: endpoint({ 'Fn::Sub': 'com.amazonaws.${AWS::Region}.${Name}' }) }],
  ['the type of an endpoint is unknown', { EcrEndpoint: { VpcEndpointType: { Ref: 'EndpointType' } } }],
  ['the VPC of the subnets is outside the app', { SubnetA: { VpcId: 'vpc-1' }, SubnetB: { VpcId: 'vpc-1' } }],
])('nothing is certain if %s', (_, change) => { expect(waysWith(change).flat()).toEqual([]); });
