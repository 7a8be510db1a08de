import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { HookHost, HookKind } from './hook-kind';

/**
 * Options of a hook that calls a function.
 */
export interface LambdaHookProps {
  /**
   * The stages at which the function is called.
   */
  readonly stages: ecs.DeploymentLifecycleStage[];

  /**
   * Values that the function receives in `hookDetails` of its event.
   *
   * @default - no values
   */
  readonly details?: { [name: string]: string };
}

/** Calls a function. */
export class LambdaHook implements HookKind {
  public readonly type = 'function';

  public constructor(private readonly handler: lambda.IFunction, private readonly props: LambdaHookProps) {}

  public waitMinutes(): number { return 0; }

  public problems(): readonly string[] {
    return this.props.stages.length === 0 ? [`DeploymentHook.lambda ('${this.handler.node.path}') has no stages; set stages`] : [];
  }

  public create({ scope, role }: HookHost): object {
    const { handler, props: { stages, details } } = this;
    // a grant of the CDK would also allow all versions, with a wildcard
    role().addToPolicy(new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [handler.functionArn] }));
    return {
      HookTargetArn: handler.functionArn,
      RoleArn: role().roleArn,
      LifecycleStages: [...stages],
      ...(details ? { HookDetails: Stack.of(scope).toJsonString(details) } : {}),
    };
  }
}
