import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { NlbProps } from './nlb-props';
import { Profile } from '../../profile/profile';

/**
 * Properties of an NlbForAlb.
 */
export interface NlbForAlbProps extends NlbProps {
  /**
   * The listener of the Application Load Balancer: of a `SharedAlb`, of the endpoint of a service, or another listener of this app or imported.
   */
  readonly listener: elbv2.IApplicationListener;

  /**
   * The Application Load Balancer of the listener.
   *
   * @default - the load balancer of the listener; required for an imported listener
   */
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;

  /**
   * The port of the listener.
   *
   * @default - the port of a listener of this app; required for an imported listener
   */
  readonly albPort?: number;

  /**
   * The VPC of the Application Load Balancer.
   *
   * @default - the VPC of a load balancer of this app; required for an imported one without `vpc`
   */
  readonly vpc?: ec2.IVpc;

  /**
   * Whether the load balancer faces the internet.
   *
   * @default false
   */
  readonly internetFacing?: boolean;

  /**
   * The port that the Network Load Balancer listens on, from 1 to 65535.
   *
   * @default - the port of the Application Load Balancer
   */
  readonly listenerPort?: number;

  /**
   * Whether clients on the internet may use plain HTTP, because the listener of the Application Load Balancer has no TLS.
   *
   * @default - false: such a public load balancer is refused
   */
  readonly insecureHttp?: boolean;

  /**
   * The health check of the Application Load Balancer, over HTTP or HTTPS.
   *
   * With mutual TLS the listener refuses health checks: set the port and the protocol of another listener, such as the one that redirects HTTP.
   *
   * @default - a request to `/` every 10 seconds, over HTTPS if the listener uses it; every status from 200 to 499 is healthy
   */
  readonly healthCheck?: elbv2.HealthCheck;

  /**
   * The defaults of the load balancer.
   *
   * @default - the profile of the nearest enclosing construct that has one (such as the stack or app), else Profile.standard()
   */
  readonly profile?: Profile;
}
