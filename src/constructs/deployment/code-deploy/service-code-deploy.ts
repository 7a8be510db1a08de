import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';

/** The resources for deployments by CodeDeploy. */
export interface CodeDeployParts {
  readonly deploymentGroup: codedeploy.EcsDeploymentGroup;
  readonly alternateTargetGroup: elbv2.ITargetGroup;
  readonly testListenerArn?: string;
  readonly appSpec: string;
}

/**
 * The AWS CodeDeploy application and deployment group of a service.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-bluegreen.html
 */
export class ServiceCodeDeploy {
  /** @internal */
  public static _of(parts: CodeDeployParts): ServiceCodeDeploy { return new ServiceCodeDeploy(parts); }

  /**
   * The application of the deployment group.
   */
  public readonly application: codedeploy.IEcsApplication;

  /**
   * The deployment group of the service, such as for `CodeDeployEcsDeployAction` of a pipeline.
   */
  public readonly deploymentGroup: codedeploy.EcsDeploymentGroup;

  /**
   * The target group of the new tasks in the first deployment. Each deployment swaps the two target groups.
   */
  public readonly alternateTargetGroup: elbv2.ITargetGroup;

  /**
   * The ARN of the test listener; undefined without `testTraffic`.
   */
  public readonly testListenerArn?: string;

  /**
   * The AppSpec that deploys the task definition of this stack, as JSON: the content of `aws deploy create-deployment --revision`.
   */
  public readonly appSpec: string;

  private constructor({ deploymentGroup, alternateTargetGroup, testListenerArn, appSpec }: CodeDeployParts) {
    this.application = deploymentGroup.application;
    this.deploymentGroup = deploymentGroup;
    this.alternateTargetGroup = alternateTargetGroup;
    this.testListenerArn = testListenerArn;
    this.appSpec = appSpec;
  }

  /**
   * Grants permission to start deployments of the service and to follow their progress.
   *
   * @param grantee the principal that deploys, such as the role of a build
   */
  public grantDeploy(grantee: iam.IGrantable): iam.Grant {
    const { application, deploymentGroup } = this;
    const start = iam.Grant.addToPrincipal({
      grantee, actions: ['codedeploy:CreateDeployment', 'codedeploy:GetDeployment', 'codedeploy:GetDeploymentGroup'], resourceArns: [deploymentGroup.deploymentGroupArn],
    });
    const register = iam.Grant.addToPrincipal({
      grantee, actions: ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'], resourceArns: [application.applicationArn],
    });
    const config = iam.Grant.addToPrincipal({
      grantee, actions: ['codedeploy:GetDeploymentConfig'], resourceArns: [deploymentGroup.deploymentConfig.deploymentConfigArn],
    });
    return start.combine(register).combine(config);
  }
}
