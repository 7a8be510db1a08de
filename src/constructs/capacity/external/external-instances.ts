import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ExternalInstancesProps } from './external-instances-props';

/**
 * Servers outside of AWS that run tasks (ECS Anywhere): their instance role, and how to register them. `EcsCluster.addExternalInstances` creates it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalInstances extends Construct {
  /** @internal */
  public static _on(cluster: ecs.ICluster, scope: Construct, id: string, props: ExternalInstancesProps): ExternalInstances {
    return new ExternalInstances(cluster, scope, id, props);
  }

  /**
   * The instance role.
   */
  public readonly role: iam.IRole;

  private constructor(_cluster: ecs.ICluster, scope: Construct, id: string, { roleName }: ExternalInstancesProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', { roleName, assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com') });
  }
}
