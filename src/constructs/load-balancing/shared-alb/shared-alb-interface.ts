import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';

/**
 * An Application Load Balancer that many services share, of this app or imported.
 */
export interface ISharedAlb extends IConstruct, ec2.IConnectable {
  /**
   * The listener for the rules of the services.
   */
  readonly listener: elbv2.IApplicationListener;

  /**
   * The load balancer.
   */
  readonly loadBalancer: elbv2.IApplicationLoadBalancer;

  /**
   * The URL of the first domain without a wildcard, otherwise of the load balancer; undefined when neither is known.
   */
  readonly url?: string;
}
