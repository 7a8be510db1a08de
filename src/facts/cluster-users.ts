/** A property that names a cluster. */
export interface ClusterUser {
  readonly type: string;
  readonly property: string;
}

/**
 * The resources that ECS creates in a cluster, and that it must not contain when it is deleted.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html
 */
export const CLUSTER_USERS: readonly ClusterUser[] = [
  { type: 'AWS::ECS::Service', property: 'Cluster' },
  { type: 'AWS::ECS::TaskSet', property: 'Cluster' },
  { type: 'AWS::ECS::ClusterCapacityProviderAssociations', property: 'Cluster' },
  { type: 'AWS::ECS::CapacityProvider', property: 'ClusterName' },
];

/**
 * The resources with the user data of the instances of an Auto Scaling group, and the path to it.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-launchtemplate-launchtemplatedata.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-autoscaling-launchconfiguration.html
 */
export const INSTANCE_TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['AWS::EC2::LaunchTemplate', 'LaunchTemplateData.UserData'],
  ['AWS::AutoScaling::LaunchConfiguration', 'UserData'],
]);

/**
 * The name of the cluster that the ECS agent registers an instance with, according to a script.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
export function userDataCluster(script: string): string | undefined { return /^[^#\n]*\bECS_CLUSTER=["']?([\w-]+)(?![\w-]|\$)/m.exec(script)?.[1]; }
