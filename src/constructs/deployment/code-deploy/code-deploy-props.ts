import { Duration } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { TestTraffic } from '../../load-balancing/traffic-shift/test-traffic';
import { DeploymentAlarm } from '../deployment-alarm';

/**
 * Lambda functions that AWS CodeDeploy calls during a deployment.
 *
 * Each function must report its result with `PutLifecycleEventHookExecutionStatus`; the service grants it the permission.
 *
 * A function that does not report within an hour, or reports a failure, fails the deployment.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export interface CodeDeployHooks {
  /**
   * Called before the new task set is created. A failure cannot roll back.
   *
   * @default - no function is called
   */
  readonly beforeInstall?: lambda.IFunction;

  /**
   * Called after the new task set was created and associated with a target group.
   *
   * @default - no function is called
   */
  readonly afterInstall?: lambda.IFunction;

  /**
   * Called when the test listener forwards to the new task set. Requires `testTraffic`.
   *
   * @default - no function is called
   */
  readonly afterAllowTestTraffic?: lambda.IFunction;

  /**
   * Called before the new task set receives production traffic.
   *
   * @default - no function is called
   */
  readonly beforeAllowTraffic?: lambda.IFunction;

  /**
   * Called when the new task set receives all production traffic.
   *
   * @default - no function is called
   */
  readonly afterAllowTraffic?: lambda.IFunction;
}

/**
 * How AWS CodeDeploy replaces the tasks of a service.
 */
export interface CodeDeployProps {
  /**
   * How fast the traffic is shifted to the new tasks. A Network Load Balancer supports only all at once.
   *
   * @default codedeploy.EcsDeploymentConfig.ALL_AT_ONCE
   */
  readonly deploymentConfig?: codedeploy.IEcsDeploymentConfig;

  /**
   * The test traffic, which reaches the new tasks before production traffic. It must be `TestTraffic.port`, a second listener for the same clients.
   *
   * @default - no test listener
   */
  readonly testTraffic?: TestTraffic;

  /**
   * Lambda functions that CodeDeploy calls. They are part of the AppSpec, not of the deployment group: a deployment with another AppSpec does not call them.
   *
   * @default - no functions
   */
  readonly hooks?: CodeDeployHooks;

  /**
   * Alarms that stop a deployment when one of them goes into the ALARM state. At most 10.
   *
   * `DeploymentAlarm.serverErrors` and `responseTime` measure the whole load balancer, with the tasks of both versions.
   *
   * @default - no alarms
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html
   */
  readonly alarms?: DeploymentAlarm[];

  /**
   * Whether a deployment is rolled back when it fails, is stopped or raises an alarm.
   *
   * @default true
   */
  readonly rollback?: boolean;

  /**
   * How long the deployment waits for an approval (the API action ContinueDeployment) before production traffic is shifted, in whole minutes.
   * CodeDeploy stops the deployment after that time.
   *
   * @default - no approval is needed
   */
  readonly deploymentApprovalWaitTime?: Duration;

  /**
   * How long the old tasks keep running after the traffic has been shifted, so that a rollback takes seconds. Whole minutes, up to 2 days.
   *
   * @default Duration.minutes(5)
   */
  readonly terminationWaitTime?: Duration;

  /**
   * The CodeDeploy application of the deployment group.
   *
   * @default - a new application
   */
  readonly application?: codedeploy.IEcsApplication;

  /**
   * The role that CodeDeploy assumes. The AWS managed policy `AWSCodeDeployRoleForECS` is attached to it, unless the role cannot be changed,
   * such as an imported role or the result of `role.withoutPolicyUpdates()`.
   *
   * @default - a new role with permissions to deploy this service and to call the functions of `hooks`
   */
  readonly role?: iam.IRole;
}
