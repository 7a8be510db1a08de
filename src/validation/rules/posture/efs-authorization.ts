import { defineRule } from '../rule';

export default defineRule({
  title: 'EFS volumes are mounted with the task role',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Without IAM authorization, every task and instance that reaches a mount target can mount the file system. With it, the task role and the file system policy decide.',
  fix: "Set `authorizationConfig: { iam: 'ENABLED' }` in efsVolumeConfiguration of the volume, and call `fileSystem.grantReadWrite(taskDefinition.taskRole)`. In CloudFormation: EFSVolumeConfiguration.AuthorizationConfig.IAM.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/efs-best-practices.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const volume of task.volumes) {
      const configuration = volume.get('EFSVolumeConfiguration');
      const iam = configuration.get('AuthorizationConfig');
      if (configuration.isGiven && iam.text('IAM').orDefault('DISABLED').is('DISABLED')) {
        yield { location: iam.at('IAM'), message: `${task.ownerOf(volume)} is mounted without the task role; set authorizationConfig.iam to ENABLED` };
      }
    }
  },

  scene: 'a secured Fargate service with a file system',
  bad: {
    'no authorization': { FileSystem: { FileSystemPolicy: undefined }, ...configured({ AuthorizationConfig: undefined }) },
    'authorization that is disabled': { FileSystem: { FileSystemPolicy: undefined }, ...configured({ AuthorizationConfig: { IAM: 'DISABLED' } }) },
  },
  good: {
    'authorization from a parameter': configured({ AuthorizationConfig: { IAM: { Ref: 'Iam' } } }),
    'another volume': { scene: 'a secured Fargate service with an EBS volume', change: {} },
  },
});

function configured(EFSVolumeConfiguration: object) { return { Task: { Volumes: { 0: { EFSVolumeConfiguration } } } }; }
