import { Application } from '../../../src/validation/model/application';
import { allOf } from '../../../src/validation/model/entities/entity';
import { FileSystem, mountsOf } from '../../../src/validation/model/entities/file-system';
import { Subnet } from '../../../src/validation/model/entities/subnet';
import type { RawResource } from '../../../src/validation/model/evaluation/source';
import { appOf, resourceIn, sourceOf } from '../../support/model';

type Resources = Readonly<Record<string, RawResource>>;

const subnet = (properties: object): RawResource => ({ Type: 'AWS::EC2::Subnet', Properties: properties });
const target = (properties: object): RawResource => ({ Type: 'AWS::EFS::MountTarget', Properties: { FileSystemId: { Ref: 'FileSystem' }, ...properties } });

const NETWORK: Resources = {
  Vpc: { Type: 'AWS::EC2::VPC' },
  OtherVpc: { Type: 'AWS::EC2::VPC' },
  Subnet: subnet({ VpcId: { Ref: 'Vpc' }, AvailabilityZone: 'eu-west-1a' }),
  FileSystem: { Type: 'AWS::EFS::FileSystem' },
};

const fileSystemOf = (application: Application) => application.view(FileSystem, resourceIn(application, 'FileSystem'));

function mayServe(properties: object, others: Resources = {}): boolean {
  const application = appOf({ ...NETWORK, ...others, Target: target(properties) });
  const [found] = fileSystemOf(application).mountTargets;
  return found.mayServe(allOf(Subnet, application)[0]);
}

describe('a mount target', () => {
  test('serves its own subnet', () => { expect(mayServe({ SubnetId: { Ref: 'Subnet' } })).toBe(true); });

  test('serves another subnet in its zone', () => {
    expect(mayServe({ SubnetId: { Ref: 'Other' } }, { Other: subnet({ VpcId: { Ref: 'Vpc' }, AvailabilityZone: 'eu-west-1a' }) })).toBe(true);
  });

  test('does not serve another zone', () => {
    expect(mayServe({ SubnetId: { Ref: 'Other' } }, { Other: subnet({ VpcId: { Ref: 'Vpc' }, AvailabilityZone: 'eu-west-1b' }) })).toBe(false);
  });

  test('does not serve another VPC', () => {
    expect(mayServe({ SubnetId: { Ref: 'Other' } }, { Other: subnet({ VpcId: { Ref: 'OtherVpc' }, AvailabilityZone: 'eu-west-1a' }) })).toBe(false);
  });

  test.each<[string, object, Resources]>([
    ['its subnet is outside the app', { SubnetId: 'subnet-0a1b2c3d4e5f60718' }, {}],
    ['its VPC is a parameter', { SubnetId: { Ref: 'Other' } }, { Other: subnet({ VpcId: { Ref: 'SomeVpc' } }) }],
    ['its VPC is in a stack outside the app', { SubnetId: { Ref: 'Other' } }, {
      Stack: { Type: 'AWS::CloudFormation::Stack' }, Other: subnet({ VpcId: { 'Fn::GetAtt': ['Stack', 'Outputs.Vpc'] } }),
    }],
  ])('may serve a subnet if %s', (_, properties, others) => { expect(mayServe(properties, others)).toBe(true); });
});

describe('a file system may have mount targets outside the app', () => {
  test.each<[string, Resources, object?]>([
    ['if one belongs to an unknown file system', { Target: target({ FileSystemId: { Ref: 'SomeFileSystem' } }) }],
    ['if a custom resource refers to it', { X: { Type: 'Custom::X', Properties: { FileSystem: { Ref: 'FileSystem' } } } }],
    ['if a loop creates resources', { 'Fn::ForEach::Targets': ['Subnet', [], {}] as unknown as RawResource }],
  ])('%s', (_, others) => { expect(fileSystemOf(appOf({ ...NETWORK, ...others })).mayHaveOthers).toBe(true); });

  test('if it is exported but not imported in the app', () => {
    const outputs = { Outputs: { FileSystem: { Value: { Ref: 'FileSystem' }, Export: { Name: 'FileSystem' } } } };
    expect(fileSystemOf(appOf(NETWORK, outputs)).mayHaveOthers).toBe(true);
  });

  test('but not if it is only mounted', () => { expect(fileSystemOf(appOf({ ...NETWORK, Target: target({}) })).mayHaveOthers).toBe(false); });
});

test('a mount target in another stack counts', () => {
  const network = sourceOf('network', NETWORK, { Outputs: { Id: { Value: { Ref: 'FileSystem' }, Export: { Name: 'Id' } } } });
  const targets = sourceOf('targets', { Target: target({ FileSystemId: { 'Fn::ImportValue': 'Id' } }) });
  expect(fileSystemOf(new Application([network, targets])).mountTargets).toHaveLength(1);
});

test('a volume on S3 Files has a file system too', () => {
  const task = appOf({
    FileSystem: { Type: 'AWS::S3Files::FileSystem' },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: { Volumes: [{ Name: 'data', S3FilesVolumeConfiguration: { FileSystemArn: { 'Fn::GetAtt': ['FileSystem', 'FileSystemArn'] } } }] },
    },
  }).taskDefinitions[0];
  expect(mountsOf(task).map(({ fileSystem: { answersByZone, resource } }) => [resource.logicalId, answersByZone])).toEqual([['FileSystem', false]]);
});
