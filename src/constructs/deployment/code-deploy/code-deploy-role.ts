import { Lazy, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

/** The resources that the role has permissions for. */
export interface DeploymentTargets {
  readonly service: ecs.BaseService;
  readonly listenerArns: readonly string[];
  readonly functionArns: readonly string[];
}

/** A role, and the policy that must exist before CodeDeploy uses it. */
export interface DeploymentRole {
  readonly role: iam.IRole;
  readonly policy: iam.ManagedPolicy;
}

/**
 * A role for CodeDeploy with permissions for one service. The AWS managed policy `AWSCodeDeployRoleForECS` would allow deploying all services,
 * calling all functions and reading all buckets.
 *
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCodeDeployRoleForECS.html
 */
export function createDeploymentRole(scope: Construct, targets: DeploymentTargets): DeploymentRole {
  const role = new iam.Role(scope, 'DeploymentRole', { assumedBy: new iam.ServicePrincipal('codedeploy.amazonaws.com') });
  const policy = new iam.ManagedPolicy(scope, 'DeploymentPolicy', { roles: [role], statements: statementsFor(targets) });
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason: 'The Describe actions do not support resource ARNs, and a condition limits task sets to the service',
  });
  // otherwise the deployment group would add the AWS managed policy
  return { role: role.withoutPolicyUpdates(), policy };
}

/** Resources and conditions are those of the Service Authorization Reference, read on 2026-11-29. */
function statementsFor({ service, listenerArns, functionArns }: DeploymentTargets): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['ecs:DescribeServices', 'ecs:UpdateServicePrimaryTaskSet'], resources: [service.serviceArn] }),
    new iam.PolicyStatement({
      actions: ['ecs:CreateTaskSet', 'ecs:DeleteTaskSet'],
      resources: ['*'],
      conditions: { ArnEquals: { 'ecs:cluster': service.cluster.clusterArn, 'ecs:service': service.serviceArn } },
    }),
    new iam.PolicyStatement({
      actions: [
        'cloudwatch:DescribeAlarms', 'elasticloadbalancing:DescribeListeners', 'elasticloadbalancing:DescribeRules', 'elasticloadbalancing:DescribeTargetGroups',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({ actions: ['elasticloadbalancing:ModifyListener'], resources: [...listenerArns] }),
    ...(functionArns.length > 0 ? [new iam.PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [...functionArns] })] : []),
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: Lazy.list({ produce: () => rolesOf(service.taskDefinition) }),
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    }),
  ];
}

function rolesOf({ taskRole, executionRole }: ecs.TaskDefinition): string[] {
  return [taskRole, ...(executionRole ? [executionRole] : [])].map(({ roleArn }) => roleArn);
}
