import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { FORCE_DELETE_CODE } from './force-delete-code';
import { acknowledge } from '../../nag/acknowledgements';
import { acknowledgeOutsideVpc, acknowledgeWaitedFor } from '../../nag/function-acknowledgements';
import { ManagedGrantsRole } from '../../profile/managed-grants-role';
import { findProfile } from '../../profile/profile-data';
import { RegulatedResources } from '../../profile/regulated-resources';

const ID = 'ForceDeleteInstances';
const MEMORY_MIB = 256;

/**
 * The tag, which CloudFormation writes, limits the groups. Names would not do: an update that replaces a group changes the permissions to the new name
 * before it deletes the old group.
 */
const statements = () => [
  new iam.PolicyStatement({
    actions: ['autoscaling:DeleteAutoScalingGroup'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:ResourceTag/aws:cloudformation:stack-id': Aws.STACK_ID } },
  }),
  new iam.PolicyStatement({ actions: ['autoscaling:DescribeAutoScalingGroups', 'ecs:DescribeCapacityProviders'], resources: ['*'] }),
];

/** The function that force-deletes the Auto Scaling groups of a stack, with its log group and role. */
export class ForceDeleteFunction extends Construct {
  /** Lambda allows no longer calls. The function answers a minute earlier. */
  public static readonly TIMEOUT = Duration.minutes(15);

  /** The function of the stack of the scope; a new one has the log group and the role that the profile of the cluster requires. */
  public static for(scope: Construct, cluster: ecs.ICluster): ForceDeleteFunction {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as ForceDeleteFunction | undefined ?? new ForceDeleteFunction(stack, ID, cluster);
  }

  public readonly functionArn: string;
  private readonly role: iam.Role;

  private constructor(scope: Construct, id: string, cluster: ecs.ICluster) {
    super(scope, id);
    const profile = findProfile(this, undefined, cluster);
    const regulated = profile.isRegulated ? new RegulatedResources(this, profile) : undefined;
    const assumedBy = new iam.ServicePrincipal('lambda.amazonaws.com');
    this.role = regulated ? new ManagedGrantsRole(this, 'Role', { assumedBy }) : new iam.Role(this, 'Role', { assumedBy });
    const logGroup = regulated?.logGroup(this, 'Logs') ?? new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.functionArn = new lambda.Function(this, 'Function', {
      description: 'Deletes Auto Scaling groups of container instances, also if instances are protected from scale-in',
      runtime: lambda.determineLatestNodeRuntime(this),
      handler: 'index.handler',
      code: lambda.Code.fromInline(FORCE_DELETE_CODE),
      memorySize: MEMORY_MIB,
      timeout: ForceDeleteFunction.TIMEOUT,
      role: this.role,
      logGroup,
    }).functionArn;
    for (const statement of statements()) { this.role.addToPolicy(statement); }
    logGroup.grantWrite(this.role);
    this.acknowledgeFindings();
  }

  /** Allows the function to deregister instances of the cluster. */
  public allow(cluster: ecs.ICluster): void {
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ['ecs:ListContainerInstances', 'ecs:DeregisterContainerInstance'], resources: [cluster.clusterArn] }));
  }

  private acknowledgeFindings(): void {
    acknowledgeWaitedFor(this);
    acknowledgeOutsideVpc(this, 'The function calls the APIs of EC2 Auto Scaling and ECS only');
    acknowledge(this, ['AwsSolutions-IAM5[Resource::*]'], 'A tag limits the groups that are deleted to those of the stack; calls that list resources have no other resource');
  }
}
