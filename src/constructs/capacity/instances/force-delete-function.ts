import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IDependable } from 'constructs';
import { FORCE_DELETE_CODE } from './force-delete-code';
import { acknowledge } from '../../nag/acknowledgements';
import { findProfile } from '../../profile/profile-data';
import { createFunctionRole, createInlineFunction } from '../inline-function';

const ID = 'ForceDeleteInstances';
const REGULATED_ID = 'ForceDeleteInstancesRegulated';
const POLICY_ID = 'ForceDeletePolicy';

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

/** The function that force-deletes the Auto Scaling groups of a stack, with its log group and role. Each profile has its own. */
export class ForceDeleteFunction extends Construct {
  /** Lambda allows no longer calls. The function answers a minute earlier. */
  public static readonly TIMEOUT = Duration.minutes(15);

  /** The function of the stack of the scope for the profile of the cluster. */
  public static for(scope: Construct, cluster: ecs.ICluster): ForceDeleteFunction {
    const stack = Stack.of(scope);
    const id = findProfile(scope, undefined, cluster).isRegulated ? REGULATED_ID : ID;
    return stack.node.tryFindChild(id) as ForceDeleteFunction | undefined ?? new ForceDeleteFunction(stack, id, cluster);
  }

  public readonly functionArn: string;
  private readonly role: iam.Role;

  private constructor(scope: Construct, id: string, cluster: ecs.ICluster) {
    super(scope, id);
    const profile = findProfile(this, undefined, cluster);
    this.role = createFunctionRole(this, 'Role', profile);
    this.functionArn = createInlineFunction(this, profile, {
      code: FORCE_DELETE_CODE,
      description: 'Deletes Auto Scaling groups of container instances, also if instances are protected from scale-in',
      timeout: ForceDeleteFunction.TIMEOUT,
      role: this.role,
      services: 'EC2 Auto Scaling and ECS',
    }).functionArn;
    for (const statement of statements()) { this.role.addToPolicy(statement); }
    acknowledge(this, ['AwsSolutions-IAM5[Resource::*]'], 'A tag limits the groups that are deleted to those of the stack; calls that list resources have no other resource');
  }

  /**
   * Allows the function to deregister instances of the cluster. The policy belongs to the cluster: an update that removes the cluster deletes the policy
   * after the groups, and would change a policy of all clusters before.
   */
  public allow(cluster: ecs.ICluster): IDependable {
    const { node } = cluster;
    const existing = node.tryFindChild(POLICY_ID);
    if (existing) { return existing; }
    const statement = new iam.PolicyStatement({ actions: ['ecs:ListContainerInstances', 'ecs:DeregisterContainerInstance'], resources: [cluster.clusterArn] });
    const Policy = findProfile(cluster, undefined, cluster).isRegulated ? iam.ManagedPolicy : iam.Policy;
    return new Policy(cluster, POLICY_ID, { roles: [this.role], statements: [statement] });
  }
}
