import { EFS_MOUNT_ACTION } from '../../../facts/iam-needs';
import { mayBeChangedOutside } from '../../model/external-access';
import { FileSystem, mountsOf } from '../../model/file-system';
import { arnOf } from '../../model/iam/arn';
import { deniesPlainTraffic, mayAdmitAnybody } from '../../model/iam/resource-policy';
import type { Node } from '../../model/node';
import type { TaskDefinition } from '../../model/task-definition';
import { rolesOfTasks } from '../../model/task-roles';
import { defineRule } from '../rule';

const allow = (Action: string, more: object = {}, ...others: readonly object[]) => ({
  Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }, ...others],
});
const EVERYBODY = { Principal: { AWS: '*' } };
const onPlainTraffic = (condition: object = { Bool: { 'aws:SecureTransport': 'false' } }) => ({ Effect: 'Deny', Action: '*', ...EVERYBODY, Condition: condition });
const WITHOUT_ENCRYPTION = { Volumes: { 0: { EFSVolumeConfiguration: { TransitEncryption: undefined, AuthorizationConfig: undefined } } } };

export default defineRule({
  title: 'The policy of a file system lets the tasks in that mount it',
  severity: 'warning',
  outcome: 'cannot-start',
  why: 'A file system with a policy lets in whom its policy, or that of the role, allows elasticfilesystem:ClientMount; some turn away whoever does not encrypt in transit. Mounting fails for everybody else, and the task does not start.',
  fix: 'Set TransitEncryption and AuthorizationConfig.IAM to ENABLED, and allow the task role elasticfilesystem:ClientMount on the file system.',
  docs: 'https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { volume, configuration, fileSystem } of mountsOf(task).filter(each => isMounted(each.volume, task))) {
      const problem = fileSystem.node.get('FileSystemPolicy').isGiven && !mayBeChangedOutside(fileSystem.resource, task.application) ? problemOf(task, configuration, fileSystem) : undefined;
      if (problem) { yield { location: configuration.location, message: `${task.ownerOf(volume)} is on ${fileSystem.resource.logicalId}, ${problem}` }; }
    }
  },

  scene: 'a Fargate service with a shared file system',
  bad: {
    'a role without permission': { TaskRole: { Policies: undefined } },
    'nobody in particular': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
    },
    'everybody who encrypts': {
      Task: WITHOUT_ENCRYPTION,
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', EVERYBODY, onPlainTraffic()) },
    },
  },
  good: {
    'encryption, where the policy asks for it': {
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', EVERYBODY, onPlainTraffic()) },
    },
    'a policy that asks some for encryption': {
      Task: WITHOUT_ENCRYPTION,
      FileSystem: {
        FileSystemPolicy: allow('elasticfilesystem:ClientMount', EVERYBODY, onPlainTraffic({
          Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'elasticfilesystem:AccessPointArn': 'arn:aws:elasticfilesystem:eu-west-1:111122223333:access-point/fsap-1' },
        })),
      },
    },
    'a policy for everybody': {
      Task: { Volumes: { 0: { EFSVolumeConfiguration: { AuthorizationConfig: { IAM: 'DISABLED' } } } } },
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:Client*', EVERYBODY) },
    },
    'no policy at all': { TaskRole: { Policies: undefined }, FileSystem: { FileSystemPolicy: undefined } },
    'a policy for the role': {
      TaskRole: { Policies: undefined },
      FileSystem: { FileSystemPolicy: allow('elasticfilesystem:ClientMount', { Principal: { AWS: { 'Fn::GetAtt': ['TaskRole', 'Arn'] } } }) },
    },
  },
});

function isMounted(volume: Node, task: TaskDefinition): boolean {
  const name = volume.text('Name').known;
  return name !== undefined && task.containers.some(({ mountPoints }) => [...mountPoints].some(mount => mount.text('SourceVolume').is(name)));
}

function problemOf(task: TaskDefinition, configuration: Node, { node, resource }: FileSystem): string | undefined {
  const policy = node.get('FileSystemPolicy');
  const identity = configuration.get('AuthorizationConfig').text('IAM').orDefault('DISABLED');
  if (configuration.text('TransitEncryption').orDefault('DISABLED').is('DISABLED') && deniesPlainTraffic(policy, EFS_MOUNT_ACTION)) {
    return 'whose policy turns away whoever does not encrypt, but TransitEncryption is not ENABLED';
  }
  if (identity.is('DISABLED') && !mayAdmitAnybody(policy, EFS_MOUNT_ACTION)) {
    return 'whose policy lets in nobody without a role, but AuthorizationConfig.IAM is not ENABLED';
  }
  const denied = identity.is('ENABLED') ? rolesOfTasks(task, 'TaskRoleArn').find(({ role }) => role.may(EFS_MOUNT_ACTION, arnOf(resource)) === 'no') : undefined;
  return denied && `on which ${denied.role.label} is not allowed ${EFS_MOUNT_ACTION}`;
}
