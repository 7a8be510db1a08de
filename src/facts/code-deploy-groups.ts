/**
 * The settings of a CodeDeploy deployment group for an Amazon ECS service. "A deployment group associated with an application that uses the ECS
 * compute platform must contain a valid pair of target groups"; "BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option".
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
 * @see https://github.com/YumaInaura/YumaInaura/issues/3421
 */
export const ECS_PLATFORM = 'ECS';
export const ECS_DEPLOYMENT_TYPE = 'BLUE_GREEN';
export const ECS_DEPLOYMENT_OPTION = 'WITH_TRAFFIC_CONTROL';
export const TARGET_GROUPS_OF_PAIR = 2;

/**
 * The required values of the DeploymentStyle. Without them a deployment group is for servers: "For ECS deployment, the deployment type must be
 * BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL".
 *
 * CodeDeploy also reports "For ECS deployment group, blueGreenDeploymentConfiguration must be specified", and "For ECS deployment group,
 * autoScalingGroups can not be specified", which only a comment in a public Terraform configuration quotes.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codedeploy-deploymentgroup-deploymentstyle.html
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html
 */
export const ECS_DEPLOYMENT_STYLE: Readonly<Record<string, string>> = {
  DeploymentType: ECS_DEPLOYMENT_TYPE, DeploymentOption: ECS_DEPLOYMENT_OPTION,
};

/**
 * The settings of a deployment group that CodeDeploy has for servers only: instances, Auto Scaling groups, revisions, and load balancers without a pair of
 * target groups.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentGroup.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codedeploy-deploymentgroup.html
 */
export const SETTINGS_OF_SERVERS: readonly string[] = [
  'AutoScalingGroups', 'Ec2TagFilters', 'Ec2TagSet', 'OnPremisesInstanceTagFilters', 'OnPremisesTagSet', 'Deployment',
  'BlueGreenDeploymentConfiguration/GreenFleetProvisioningOption', 'LoadBalancerInfo/ElbInfoList', 'LoadBalancerInfo/TargetGroupInfoList',
];

/** The default platform of an application or a deployment configuration. */
export const DEFAULT_PLATFORM = 'Server';

/** Predefined configurations of another platform, and those that shift traffic step by step, which a Network Load Balancer does not support. */
export const OTHER_PLATFORM_CONFIGURATION = /^CodeDeployDefault\.(?!ECS)/;
export const GRADUAL_CONFIGURATION = /^CodeDeployDefault\.ECS(?:Linear|Canary)/;
export const GRADUAL_ROUTING: readonly string[] = ['TimeBasedLinear', 'TimeBasedCanary'];

/**
 * The name of a target group, which is not its ARN.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codedeploy-deploymentgroup-targetgroupinfo.html
 */
export const TARGET_GROUP_NAME_LENGTH = 32;
