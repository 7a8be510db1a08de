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

const PERCENTAGE = { min: 1, max: 99, unit: 'percent' } as const;

/**
 * The format of values of deployment groups and deployment configurations.
 *
 * Read on 2026-11-29.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codedeploy-deploymentconfig.html
 */
export const CODE_DEPLOY_FORMATS: readonly TypeFormats[] = [
  {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    formats: [
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
      { path: 'TrafficRoutingConfig/TimeBasedCanary/CanaryPercentage', ...PERCENTAGE, otherwise: 'refused' },
      { path: 'TrafficRoutingConfig/TimeBasedLinear/LinearPercentage', ...PERCENTAGE, otherwise: 'refused' },
    ],
  },
];
