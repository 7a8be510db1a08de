import { EFS_MOUNT_ACTION } from '../../../facts/iam-needs';
import { FileSystem, usedMountsOf } from '../../model/entities/file-system';
import { deniesPlainTraffic, mayAdmitAnybody } from '../../model/entities/resource-policy';
import type { TaskDefinition } from '../../model/entities/task-definition';
import type { Node } from '../../model/evaluation/node';
import { arnOf } from '../../model/iam/arn';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { rolesOfTasks } from '../../model/queries/task-roles';
import { defineRule } from '../rule';

const allow = (Action: string, more: object = {}, ...others: readonly object[]) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }, ...others],
});
const EVERYBODY = { Principal: { AWS: '*' } };
const onPlainTraffic = (condition: object = { Bool: { 'aws:SecureTransport': 'false' } }) => ({ Effect: 'Deny', Action: '*', ...EVERYBODY, Condition: condition });
const WITHOUT_ENCRYPTION = { Volumes: { 0: { EFSVolumeConfiguration: { TransitEncryption: undefined, AuthorizationConfig: undefined } } } };

export default defineRule({
  title: 'The file system policy or the task role allows the tasks to mount the file system',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'If a file system has a policy, a mount needs elasticfilesystem:ClientMount from that policy or from the task role. Some policies deny connections without encryption in transit. If the mount is denied, the task does not start.',
  fix: 'Set transitEncryption and authorizationConfig.iam of efsVolumeConfiguration to ENABLED, and call fileSystem.grantReadWrite(taskDefinition.taskRole); in CloudFormation, allow elasticfilesystem:ClientMount in the task role.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { volume, configuration, fileSystem } of usedMountsOf(task)) {
      const problem = fileSystem.node.get('FileSystemPolicy').isGiven && !mayBeChangedOutside(fileSystem.resource, task.application) ? problemOf(task, configuration, fileSystem) : undefined;
      if (problem) { yield { location: configuration.location, related: [fileSystem.resource.at('FileSystemPolicy')], message: `${task.ownerOf(volume)} cannot mount ${fileSystem.resource.logicalId}: ${problem}` }; }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'a role without permission': { TaskRole: { Policies: undefined } },
    'no role, where the policy requires one': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
    },
    'no encryption, where the policy requires it': {
      Task: WITHOUT_ENCRYPTION,
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', EVERYBODY, onPlainTraffic()) },
    },
  },
  good: {
    'encryption, where the policy requires it': {
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', EVERYBODY, onPlainTraffic()) },
    },
    'a policy that requires encryption for one access point': {
      Task: WITHOUT_ENCRYPTION,
      FileSystem: {
        FileSystemPolicy: allow('elasticfilesystem:ClientMount', EVERYBODY, onPlainTraffic({
          Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'elasticfilesystem:AccessPointArn': 'arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1' },
        })),
      },
    },
    'a policy that allows every client': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:Client*', EVERYBODY) },
    },
    'no policy': { TaskRole: { Policies: undefined }, FileSystem: { FileSystemPolicy: undefined } },
    'a policy that allows the task role': {
      TaskRole: { Policies: undefined },
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', { Principal: { AWS: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } } }) },
    },
    'a volume that no container mounts': { TaskRole: { Policies: undefined }, Task: { ContainerDefinitions: { 0: { MountPoints: undefined } } } },
    'a volume with a name from a parameter': {
      TaskRole: { Policies: undefined },
      Task: { Volumes: { 0: { Name: { Ref: 'VolumeName' } } }, ContainerDefinitions: { 0: { MountPoints: { 0: { SourceVolume: { Ref: 'VolumeName' } } } } } },
    },
    'IAM authorization from a parameter': {
      TaskRole: { Policies: undefined }, Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: { Ref: 'Authorization' } } } } } },
    },
    'a custom resource that may change the policy': {
      TaskRole: { Policies: undefined },
      Writer: { Type: 'Custom::Policy', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:write', FileSystem: { Ref: 'FileSystem' } } },
    },
    'a custom resource that may change a policy that requires a role': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
      Writer: { Type: 'Custom::Policy', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:write', FileSystem: { Ref: 'FileSystem' } } },
    },
  },
});

function problemOf(task: TaskDefinition, configuration: Node, { node, resource }: FileSystem): string | undefined {
  const policy = node.get('FileSystemPolicy');
  const identity = configuration.get('AuthorizationConfig').text('IAM').orDefault('DISABLED');
  if (configuration.text('TransitEncryption').orDefault('DISABLED').is('DISABLED') && deniesPlainTraffic(policy, EFS_MOUNT_ACTION)) {
    return 'its policy denies connections without encryption in transit; set TransitEncryption to ENABLED';
  }
  if (identity.is('DISABLED') && !mayAdmitAnybody(policy, EFS_MOUNT_ACTION)) {
    return `its policy does not allow ${EFS_MOUNT_ACTION} without an IAM role; set AuthorizationConfig.IAM to ENABLED`;
  }
  const denied = identity.is('ENABLED') ? rolesOfTasks(task, 'TaskRoleArn').find(({ role }) => role.may(EFS_MOUNT_ACTION, arnOf(resource)) === 'no') : undefined;
  return denied && `neither its policy nor ${denied.role.label} allows ${EFS_MOUNT_ACTION}; call fileSystem.grantReadWrite(taskRole)`;
}
