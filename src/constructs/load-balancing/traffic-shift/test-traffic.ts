import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { shown } from '../../checks';
import { checkTestHeader, checkTestListener } from '../exposure-arguments';

/**
 * Options of test traffic that has a header.
 */
export interface TestHeaderOptions {
  /**
   * The priority of the listener rule of the test traffic, 1 to 50000, lower than that of the rule for production.
   *
   * @default - derived from the conditions and the construct path, in the band of rules with headers
   */
  readonly priority?: number;
}

/** A header that test traffic has. */
export interface TestHeader extends TestHeaderOptions {
  readonly name: string;
  readonly value: string;
}

/** How test traffic differs from that of production. One of the three is set. */
export interface TestRoute {
  readonly header?: TestHeader;
  readonly port?: number;
  readonly listener?: elbv2.IApplicationListener;
}

/**
 * The requests that reach the new version of a service before all others do.
 *
 * Between deployments they reach the version that serves.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
 */
export class TestTraffic {
  /**
   * Requests with a header, on the listener of the service or through Service Connect. Whoever reaches the listener can send it.
   *
   * @param name the name of the header
   * @param value its value; on a load balancer case does not matter and `*` and `?` are wildcards, Service Connect compares exactly
   * @param options the priority of the listener rule
   */
  public static header(name: string, value: string, options: TestHeaderOptions = {}): TestTraffic {
    checkTestHeader(name, value, options);
    return new TestTraffic({ header: { ...options, name, value } });
  }

  /**
   * All requests to another port of the load balancer, which gets a second listener with the same protocol, certificate and clients.
   *
   * Needs a load balancer of the service's own: `publicAlb`, `internalAlb`, `publicNlb` or `internalNlb`. `Deployment.codeDeploy` supports no other test traffic.
   *
   * @param port the port of the listener, 1 to 65535
   */
  public static port(port: number): TestTraffic {
    if (typeof port !== 'number') { throw new Error(`TestTraffic.port: port${shown(port)} must be a number`); }
    return new TestTraffic({ port });
  }

  /**
   * The same requests as in production, on another listener of the same Application Load Balancer.
   *
   * Needs an exposure on an existing listener: `albListenerRule`, `albListenerDefault`, `sharedAlb` or `sharedAlbDefault`.
   *
   * @param listener the listener, of this app or imported
   */
  public static listener(listener: elbv2.IApplicationListener): TestTraffic {
    checkTestListener(listener);
    return new TestTraffic({ listener });
  }

  private constructor(
    /** @internal */
    public readonly _route: TestRoute,
  ) {}
}
