/**
 * How long CodeDeploy keeps the original task set, in minutes.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html read on 2026-11-29
 */
export const TERMINATION_WAIT_MINUTES = { min: 0, max: 2880 };

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
