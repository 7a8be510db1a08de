import type { TypeFormats } from './value-format';

/**
 * How long CodeDeploy keeps the original task set, in minutes.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html read on 2026-11-29
 */
export const TERMINATION_WAIT_MINUTES = { min: 0, max: 2880 };

/**
 * How a deployment group continues by default; then a waiting time is ignored: it "Applies only to the STOP_DEPLOYMENT option for actionOnTimeout". The CDK
 * renders 0.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html read on 2026-11-29
 */
export const CONTINUES_AT_ONCE = 'CONTINUE_DEPLOYMENT';

/**
 * Settings of a deployment group that need a list when they are enabled. CodeDeploy reports InvalidAlarmConfigException: "The alarm configuration is enabled,
 * but the alarm list is empty", and InvalidAutoRollbackConfigException: "automatic rollback is enabled, but an invalid triggering event type or no event types
 * were listed".
 *
 * @see https://docs.aws.amazon.com/botocore/latest/reference/services/codedeploy/client/exceptions/InvalidAlarmConfigException.html read on 2026-11-29
 * @see https://docs.aws.amazon.com/botocore/latest/reference/services/codedeploy/client/exceptions/InvalidAutoRollbackConfigException.html read on 2026-11-29
 */
export const LISTS_OF_ENABLED: Readonly<Record<string, string>> = { AlarmConfiguration: 'Alarms', AutoRollbackConfiguration: 'Events' };

/** The API accepts whole minutes; no maximum is documented. With 0 it does not wait. */
export const APPROVAL_WAIT_MINUTES = { min: 1 };

/**
 * The maximum number of alarms of a deployment group.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html
 */
export const DEPLOYMENT_GROUP_ALARMS = 10;

/**
 * The only predefined configuration for a Network Load Balancer, and how the names of all predefined ones begin.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
 */
export const ALL_AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce';
export const PREDEFINED_CONFIGURATION = 'CodeDeployDefault.';

/**
 * How long a deployment may shift traffic, in minutes: "Maximum number of minutes until traffic shifts to the updated Amazon ECS task set", 2 days. A linear
 * deployment waits after each step but the last.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html read on 2026-11-30
 */
export const SHIFT_MINUTES = { min: 1, max: 2880, unit: 'minutes' } as const;

/**
 * The settings of a deployment configuration that CodeDeploy has for servers only. It reports "minimum healthy hosts should be null for ECS deployment
 * configuration".
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codedeploy-deploymentconfig.html read on 2026-11-30
 */
export const CONFIGURATION_OF_SERVERS: readonly string[] = ['MinimumHealthyHosts', 'ZonalConfig'];

/** The types of traffic routing that have a configuration of the same name, which the other types do not have. */
export const TIMED_ROUTING: readonly string[] = ['TimeBasedCanary', 'TimeBasedLinear'];

/**
 * The maximum number of notification triggers of a deployment group.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html read on 2026-11-30
 */
export const DEPLOYMENT_GROUP_TRIGGERS = 10;

/**
 * The members of a blue/green configuration without which CodeDeploy refuses a deployment group, as it reports: "Deployment ready option cannot be null for
 * blue green deployment". The template reference lists both as optional.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codedeploy-deploymentgroup-bluegreendeploymentconfiguration.html read on 2026-11-30
 */
export const BLUE_GREEN_MEMBERS: readonly string[] = ['DeploymentReadyOption', 'TerminateBlueInstancesOnDeploymentSuccess'];

const NAME = { pattern: /^[A-Za-z0-9+=,.@_-]{1,100}$/, form: '1 to 100 letters, digits and the characters + = , . @ _ -' } as const;

const PERCENTAGE = { min: 1, max: 99, unit: 'percent' } as const;

/**
 * The format of values of deployment groups and deployment configurations.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codedeploy-deploymentconfig.html
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeploymentConfig.html
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html
 */
export const CODE_DEPLOY_FORMATS: readonly TypeFormats[] = [
  { type: 'AWS::CodeDeploy::Application', formats: [{ path: 'ApplicationName', ...NAME, otherwise: 'refused' }] },
  {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    formats: [
      { path: 'DeploymentGroupName', ...NAME, otherwise: 'refused' },
      {
        path: 'BlueGreenDeploymentConfiguration/TerminateBlueInstancesOnDeploymentSuccess/TerminationWaitTimeInMinutes',
        ...TERMINATION_WAIT_MINUTES,
        unit: 'minutes',
        otherwise: 'refused',
      },
    ],
  },
  {
    type: 'AWS::CodeDeploy::DeploymentConfig',
    formats: [
      { path: 'DeploymentConfigName', ...NAME, otherwise: 'refused' },
      { path: 'DeploymentConfigName', pattern: /^(?!CodeDeployDefault\.)/, form: 'a name that does not begin with CodeDeployDefault., which is reserved', otherwise: 'refused' },
      { path: 'TrafficRoutingConfig/TimeBasedCanary/CanaryInterval', ...SHIFT_MINUTES, otherwise: 'refused' },
      { path: 'TrafficRoutingConfig/TimeBasedLinear/LinearInterval', ...SHIFT_MINUTES, otherwise: 'refused' },
      { path: 'TrafficRoutingConfig/TimeBasedCanary/CanaryPercentage', ...PERCENTAGE, otherwise: 'refused' },
      { path: 'TrafficRoutingConfig/TimeBasedLinear/LinearPercentage', ...PERCENTAGE, otherwise: 'refused' },
    ],
  },
];
