import type { Resource } from '../../model/evaluation/resource';
import { defineRule } from '../rule';

const EFS = 'AWS::EFS::FileSystem';

const IAM_OF_PARAMETER = { Ref: 'Iam' };

export default defineRule({
  title: 'EFS volumes are encrypted in transit and at rest',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Without encryption in transit, files cross the network in plain text. A file system without encryption at rest stores them in plain text, and cannot be encrypted later. Security Hub reports both (ECS.18, EFS.1).',
  fix: "Set `transitEncryption: 'ENABLED'` in efsVolumeConfiguration of the volume, and `encrypted: true` in the efs.FileSystem. In CloudFormation: EFSVolumeConfiguration.TransitEncryption, and Encrypted of the file system.",
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'application',
  *check(application) {
    const fileSystems = new Set<Resource>();
    for (const task of application.taskDefinitions) {
      for (const volume of task.volumes) {
        const configuration = volume.get('EFSVolumeConfiguration');
        if (configuration.isGiven && configuration.text('TransitEncryption').orDefault('DISABLED').is('DISABLED')) {
          yield { location: configuration.at('TransitEncryption'), message: `${task.ownerOf(volume)} is not encrypted in transit; set transitEncryption to ENABLED` };
        }
        const fileSystem = application.resolve(configuration.get('FilesystemId'), EFS);
        if (fileSystem) { fileSystems.add(fileSystem); }
      }
    }
    for (const { properties, logicalId } of fileSystems) {
      if (properties.flag('Encrypted').orDefault(false).is(false)) {
        yield { location: properties.at('Encrypted'), message: `file system ${logicalId} is not encrypted at rest; set encrypted to true` };
      }
    }
  },

  scene: 'a secured Fargate service with a file system',
  bad: {
    'no encryption in transit': { FileSystem: { FileSystemPolicy: undefined }, ...configured({ TransitEncryption: undefined, AuthorizationConfig: { IAM: IAM_OF_PARAMETER } }) },
    'encryption in transit that is disabled': { FileSystem: { FileSystemPolicy: undefined }, ...configured({ TransitEncryption: 'DISABLED', AuthorizationConfig: { IAM: IAM_OF_PARAMETER } }) },
    'no encryption at rest': { FileSystem: { Encrypted: undefined } },
    'encryption at rest that is disabled': { FileSystem: { Encrypted: false } },
  },
  good: {
    'settings from parameters': { FileSystem: { Encrypted: { Ref: 'Encrypted' } }, ...configured({ TransitEncryption: { Ref: 'Encryption' } }) },
    'another volume': { scene: 'a secured Fargate service with an EBS volume', change: {} },
    'a file system that no task mounts': {
      scene: 'a secured Fargate service', change: { FileSystem: { Type: EFS, Properties: {} } },
    },
  },
});

function configured(EFSVolumeConfiguration: object) { return { Task: { Volumes: { 0: { EFSVolumeConfiguration } } } }; }
