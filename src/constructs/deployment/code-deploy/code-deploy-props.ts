import { Duration } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { TestTraffic } from '../../load-balancing/traffic-shift/test-traffic';
import { DeploymentAlarm } from '../deployment-alarm';

/**
 * Functions that AWS CodeDeploy calls during a deployment. Each reports its result with `PutLifecycleEventHookExecutionStatus`, which it is allowed to call.
 *
 * A function that does not report within an hour, or reports a failure, fails the deployment.
 *
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export interface CodeDeployHooks {
  /**
   * Called before the new task set is created. A failure cannot roll back.
   *
   * @default - nothing is called
   */
  readonly beforeInstall?: lambda.IFunction;

  /**
   * Called after the new task set was created, when it has one target group.
   *
   * @default - nothing is called
   */
  readonly afterInstall?: lambda.IFunction;

  /**
   * Called when the test listener forwards to the new task set. Requires `testTraffic`.
   *
   * @default - nothing is called
   */
  readonly afterAllowTestTraffic?: lambda.IFunction;

  /**
   * Called before the new task set receives traffic of clients.
   *
   * @default - nothing is called
   */
  readonly beforeAllowTraffic?: lambda.IFunction;

  /**
   * Called when the new task set receives all traffic of clients.
   *
   * @default - nothing is called
   */
  readonly afterAllowTraffic?: lambda.IFunction;
}

/**
 * How AWS CodeDeploy replaces the tasks of a service.
 */
export interface CodeDeployProps {
  /**
   * How fast the traffic moves to the new tasks. A Network Load Balancer moves it all at once.
   *
   * @default codedeploy.EcsDeploymentConfig.ALL_AT_ONCE
   */
  readonly deploymentConfig?: codedeploy.IEcsDeploymentConfig;

  /**
   * Connections that reach the new tasks before those of clients do: `TestTraffic.port`, a second listener for the same clients.
   *
   * @default - no test listener
   */
  readonly testTraffic?: TestTraffic;

  /**
   * Functions that CodeDeploy calls. They are part of the AppSpec, not of the deployment group: a deployment with another AppSpec does not call them.
   *
   * @default - none
   */
  readonly hooks?: CodeDeployHooks;

  /**
   * Alarms that stop a deployment when one of them goes into the ALARM state. At most 10.
   *
   * `DeploymentAlarm.serverErrors` and `responseTime` watch the load balancer, with the tasks of both versions.
   *
   * @default - no alarms
   * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-create-alarms.html
   */
  readonly alarms?: DeploymentAlarm[];

  /**
   * Whether a deployment that failed, was stopped or raised an alarm goes back to the old tasks.
   *
   * @default true
   */
  readonly rollback?: boolean;

  /**
   * How long the deployment waits, before clients reach the new tasks, for an approval with the API ContinueDeployment. CodeDeploy stops the deployment after that time. Whole minutes.
   *
   * @default - no approval is needed
   */
  readonly deploymentApprovalWaitTime?: Duration;

  /**
   * How long the old tasks stay after the traffic has moved, so that a rollback takes seconds. Whole minutes, up to 2 days.
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
   * The role that CodeDeploy assumes. It gets the AWS managed policy `AWSCodeDeployRoleForECS`, unless it cannot be changed,
   * such as an imported one or that of `role.withoutPolicyUpdates()`.
   *
   * @default - a new role that may deploy this service, and call the functions of `hooks`
   */
  readonly role?: iam.IRole;
}
