import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ApprovalHook, ApprovalHookProps } from './approval-hook';
import { HookKind } from './hook-kind';
import { LambdaHook, LambdaHookProps } from './lambda-hook';
import { SmokeTestHook, SmokeTestProps } from './smoke-test-hook';
import { checkApproval, checkLambdaHook, checkSmokeTest } from '../deployment-arguments';

/**
 * A lifecycle hook: a function that runs, or an approval that is waited for, at a stage of a deployment that shifts traffic.
 *
 * A service can have at most 10 functions and 10 approvals.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-lifecycle-hooks.html
 */
export class DeploymentHook {
  /**
   * Your own Lambda function. It returns `{ "hookStatus": "SUCCEEDED" }`, `FAILED`, or `IN_PROGRESS` to be called again.
   *
   * @param handler the function; ECS gets a role with permission to call it
   * @param props the stages, and values for the function
   */
  public static lambda(handler: lambda.IFunction, props: LambdaHookProps): DeploymentHook {
    checkLambdaHook(handler, props);
    return new DeploymentHook(new LambdaHook(handler, props));
  }

  /**
   * Pauses the deployment until `aws ecs continue-service-deployment` is called. The deployment is rolled back after the timeout.
   *
   * @param props the stage, and how long to wait
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
   */
  public static approval(props: ApprovalHookProps = {}): DeploymentHook {
    checkApproval(props);
    return new DeploymentHook(new ApprovalHook(props));
  }

  /**
   * A test request to the new version before production traffic is shifted. The deployment is rolled back unless the response is as expected.
   *
   * Requires `testTraffic` and an exposure on an Application Load Balancer. A Lambda function of this library sends the request: to an internal load balancer
   * from the subnets of the tasks, to a public one from outside the VPC.
   *
   * @param path the path to request, such as `/health`; the exposure must forward it
   * @param props status codes and attempts
   */
  public static smokeTest(path: string, props: SmokeTestProps = {}): DeploymentHook {
    checkSmokeTest(path, props);
    return new DeploymentHook(new SmokeTestHook(path, props));
  }

  private constructor(
    /** @internal */
    public readonly _kind: HookKind,
  ) {}
}
