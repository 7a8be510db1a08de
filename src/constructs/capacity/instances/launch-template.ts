import { Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InstanceGroupPlan } from './instance-group-plan';
import { isMixed } from './purchase';
import { userDataOf } from './user-data';
import { allowVolumeKey, volumesOf } from './volumes';
import { LIFECYCLE_HOOK } from './warm-pool';

/** The launch template of the instances: no SSH key, metadata only with a token, encrypted volumes. */
export function createLaunchTemplate(scope: Construct, cluster: ecs.ICluster, plan: InstanceGroupPlan, role: iam.IRole): ec2.LaunchTemplate {
  const { props, hardware, image, isWindows } = plan;
  const [first, ...others] = props.securityGroups ?? [new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc: cluster.vpc })];
  if (props.volumeEncryptionKey) { allowVolumeKey(scope, props.volumeEncryptionKey); }
  const template = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
    instanceType: isMixed(props) ? undefined : props.instanceTypes?.[0],
    machineImage: image.machineImage(hardware),
    userData: userDataOf(image.system, userDataRequest(cluster, plan)),
    role,
    securityGroup: first,
    blockDevices: volumesOf(plan),
    detailedMonitoring: props.detailedMonitoring,
    requireImdsv2: true,
    instanceMetadataTags: isWindows && props.warmPool ? true : undefined,
  });
  // the L2 refuses a hop limit that is known only at deployment
  (template.node.defaultChild as ec2.CfnLaunchTemplate).addPropertyOverride('LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit', props.metadataHopLimit ?? 1);
  Tags.of(template).add('Name', scope.node.path);
  for (const each of others) { template.addSecurityGroup(each); }
  return template;
}

function userDataRequest({ clusterName }: ecs.ICluster, { agent, props, isWindows }: InstanceGroupPlan): Parameters<typeof userDataOf>[1] {
  return {
    clusterName,
    values: agent,
    commands: props.additionalUserData ?? [],
    toml: props.bottlerocketSettings ?? '',
    isWarm: props.warmPool !== undefined,
    lifecycleHookName: isWindows && props.warmPool ? LIFECYCLE_HOOK : undefined,
  };
}
