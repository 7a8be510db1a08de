import { Duration, Validations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ContainerService } from '../../src';

const CODE = `
const { CodeDeployClient, PutLifecycleEventHookExecutionStatusCommand } = require('@aws-sdk/client-codedeploy');

exports.handler = async ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) => {
  const response = await fetch(process.env.TEST_URL).catch(error => console.error(error));
  const status = response?.ok ? 'Succeeded' : 'Failed';
  await new CodeDeployClient().send(new PutLifecycleEventHookExecutionStatusCommand({ deploymentId, lifecycleEventHookExecutionId, status }));
};
`;

/** A function in the VPC that calls the new tasks before clients do, and reports to CodeDeploy whether they respond. */
export class SmokeTest extends Construct {
  public readonly handler: lambda.Function;

  public constructor(scope: Construct, id: string, vpc: ec2.IVpc) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'LogGroup', { retention: logs.RetentionDays.THREE_MONTHS });
    this.handler = new lambda.Function(this, 'Handler', {
      runtime: lambda.Runtime.NODEJS_LATEST,
      handler: 'index.handler',
      code: lambda.Code.fromInline(CODE),
      timeout: Duration.minutes(1),
      vpc,
      role: this.role(logGroup),
      logGroup,
    });
  }

  /** Sends the calls to the test listener of the service. */
  public call({ endpoint }: ContainerService, testPort: number): void {
    this.handler.addEnvironment('TEST_URL', `http://${endpoint!.loadBalancer!.loadBalancerDnsName}:${testPort}/`);
  }

  private role(logGroup: logs.LogGroup): iam.Role {
    const role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    role.addToPolicy(new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface', 'ec2:DescribeSubnets'],
      resources: ['*'],
    }));
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'AWS Lambda creates the network interfaces of the function, which have no names yet' });
    return role;
  }
}
