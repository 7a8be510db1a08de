import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { IConstruct } from 'constructs';
import { InstanceGroupPlan } from './instance-group-plan';
import { BOTTLEROCKET_SYSTEM_VOLUME } from '../../../facts/machine-images';

/** The encrypted volumes of an instance. */
export function volumesOf({ image, volume, props }: InstanceGroupPlan): ec2.BlockDevice[] {
  const encrypted = (deviceName: string, size: number) => ({
    deviceName,
    volume: ec2.BlockDeviceVolume.ebs(size, {
      encrypted: true, kmsKey: props.volumeEncryptionKey, volumeType: ec2.EbsDeviceVolumeType.GP3, deleteOnTermination: true,
    }),
  });
  return [
    ...image.system === 'BOTTLEROCKET' ? [encrypted(BOTTLEROCKET_SYSTEM_VOLUME.device, BOTTLEROCKET_SYSTEM_VOLUME.sizeGiB)] : [],
    encrypted(volume.device, props.volumeSize?.toGibibytes() ?? volume.defaultGiB),
  ];
}

const SERVICE_ROLE = 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling';

/**
 * Allows EC2 Auto Scaling to use the key. The role is in a condition, because a key policy with a principal that does not exist is refused, and the role may
 * not exist before the first group.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
export function allowVolumeKey(scope: IConstruct, key: kms.IKey): void {
  const { account } = Stack.of(scope);
  const role = Stack.of(scope).formatArn({ service: 'iam', region: '', resource: 'role', resourceName: SERVICE_ROLE });
  const conditions = { StringEquals: { 'kms:CallerAccount': account, 'aws:PrincipalArn': role } };
  const statement = (actions: string[], more: object = {}) => new iam.PolicyStatement({
    principals: [new iam.AnyPrincipal()], actions, resources: ['*'], conditions: { ...conditions, ...more },
  });
  key.addToResourcePolicy(statement(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey']));
  key.addToResourcePolicy(statement(['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': true } }));
}
