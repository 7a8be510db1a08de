import { Application } from '../../../src/validation/model/application';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { callers } from '../../../src/validation/model/queries/caller';
import { Way, waysFrom } from '../../../src/validation/model/queries/way';
import { applyChange, Change, SceneName, sourceIn } from '../../../src/validation/scenes/scenes';

const ISOLATED: SceneName = 'an isolated Fargate service';
const BEHIND_NAT: SceneName = 'a Fargate service behind a NAT gateway';
const WITH_FILES: SceneName = 'a Fargate service with a shared file system';
const WITH_NAME_SERVERS: SceneName = 'a Fargate service with name servers of its own';
const OUTSIDE: Change = { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'] } } } };

function waysIn(scene: SceneName, change: Change = {}): readonly Way[] {
  return callers(new Application([sourceIn(scene, applyChange(scene, change))])).flatMap(waysFrom);
}

const endpoint = (service: string): RawResource => ({
  Type: 'AWS::EC2::VPCEndpoint',
  Properties: { VpcEndpointType: 'Interface', VpcId: { Ref: 'Vpc' }, ServiceName: `com.amazonaws.eu-west-1.${service}`, PrivateDnsEnabled: true },
});
const joined: RawResource = { Type: 'AWS::EC2::TransitGatewayAttachment', Properties: { VpcId: { Ref: 'Vpc' }, TransitGatewayId: 'tgw-1', SubnetIds: [{ Ref: 'SubnetA' }] } };
const zone: RawResource = { Type: 'AWS::Route53::HostedZone', Properties: { Name: 'amazonaws.com', VPCs: [{ VPCId: { Ref: 'Vpc' }, VPCRegion: 'eu-west-1' }] } };

describe('tasks in subnets outside the app', () => {
  test('use AWS services', () => { expect(waysIn(ISOLATED, OUTSIDE).map(({ subnet }) => subnet)).toContain(undefined); });

  test('have no certain way to a file system', () => {
    expect(waysIn(WITH_FILES).map(({ caller }) => caller)).toContain('the file system');
    expect(waysIn(WITH_FILES, OUTSIDE).map(({ caller }) => caller)).not.toContain('the file system');
  });
});

test('tasks without known calls need no names', () => {
  const silent = { Task: { ContainerDefinitions: { 0: { Image: { Ref: 'Image' }, LogConfiguration: undefined } } } };
  expect(waysIn(WITH_NAME_SERVERS).map(({ caller }) => caller)).toContain('every name');
  expect(waysIn(WITH_NAME_SERVERS, silent)).toEqual([]);
});

test('the endpoint of a service with two of them is not certain', () => {
  const names = waysIn(ISOLATED, { SecondEndpoint: endpoint('logs') }).map(({ name }) => name);
  expect(names).toContain('ecr.dkr (endpoint EcrEndpoint)');
  expect(names).toContain('logs');
});

describe('the addresses of AWS services behind a NAT gateway', () => {
  const certainties = (change?: Change) => waysIn(BEHIND_NAT, change).map(({ destinations }) => destinations.isComplete);
  const certain: readonly boolean[] = Array(8).fill(true);

  test('are public', () => { expect(certainties()).toEqual(certain); });

  test.each<[string, Change]>([
    ['with a joined network', { Joined: joined }],
    ['with a private zone for their names', { Zone: zone }],
    ['with another target than a NAT gateway', { WayToNat: { NatGatewayId: undefined, TransitGatewayId: 'tgw-1' } }],
  ])('are not certain %s', (_, change) => { expect(certainties(change)).toEqual(certain.map(() => false)); });
});

test('the mount targets of a file system that a custom resource is given are not certain', () => {
  const custom = { Type: 'Custom::MountTarget', Properties: { FileSystem: { Ref: 'FileSystem' } } };
  expect(waysIn(WITH_FILES, { More: custom }).map(({ caller }) => caller)).not.toContain('the file system');
});

describe('the ways to file systems', () => {
  const toFiles = (change: Change = {}) => waysIn(WITH_FILES, change).filter(({ caller }) => caller === 'the file system');

  test('lead to the mount target in the zone of the tasks', () => {
    expect(toFiles().map(({ subnet, destinations }) => [subnet?.resource.logicalId, destinations.all.map(({ blocks }) => blocks?.all)]))
      .toEqual([['SubnetA', [['10.0.0.0/20']]], ['SubnetB', [['10.0.16.0/20']]]]);
  });

  test('are unknown in a zone without mount target', () => {
    expect(toFiles({ TargetB: undefined }).map(({ subnet }) => subnet?.resource.logicalId)).toEqual(['SubnetA']);
  });

  test('are not certain to a file system on S3', () => {
    const onS3: Change = {
      Bucket: { Type: 'AWS::S3Files::FileSystem' },
      TargetOfBucket: { Type: 'AWS::S3Files::MountTarget', Properties: { FileSystemId: { 'Fn::GetAtt': ['Bucket', 'FileSystemId'] }, SubnetId: { Ref: 'SubnetA' } } },
      Task: { Volumes: { 0: { EFSVolumeConfiguration: undefined, S3FilesVolumeConfiguration: { FileSystemArn: { 'Fn::GetAtt': ['Bucket', 'FileSystemArn'] } } } } },
    };
    expect(toFiles(onS3)).toEqual([]);
  });
});
