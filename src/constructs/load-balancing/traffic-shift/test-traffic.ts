import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { shown } from '../../checks';
import { checkTestHeader, checkTestListener } from '../exposure-arguments';

/**
 * Options of test traffic with a header.
 */
export interface TestHeaderOptions {
  /**
   * The priority of the listener rule of the test traffic, 1 to 50000, lower than the priority of the production rule.
   *
   * @default - derived from the conditions and the construct path, in the band of rules with headers
   */
  readonly priority?: number;
}

/** The header of test traffic. */
export interface TestHeader extends TestHeaderOptions {
  readonly name: string;
  readonly value: string;
}

/** How test traffic differs from production traffic. One of the three is set. */
export interface TestRoute {
  readonly header?: TestHeader;
  readonly port?: number;
  readonly listener?: elbv2.IApplicationListener;
}

/**
 * The test traffic of a deployment: requests that reach the new version before production traffic does.
 *
 * Between deployments, test traffic reaches the current version.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
 */
export class TestTraffic {
  /**
   * Requests with a header, on the listener of the service or through Service Connect. Every client of the listener can send the header.
   *
   * @param name the name of the header
   * @param value the value of the header; a load balancer ignores case and supports the wildcards `*` and `?`, Service Connect compares exactly
   * @param options the priority of the listener rule
   */
  public static header(name: string, value: string, options: TestHeaderOptions = {}): TestTraffic {
    checkTestHeader(name, value, options);
    return new TestTraffic({ header: { ...options, name, value } });
  }

  /**
   * All requests to another port of the load balancer, which gets a second listener with the same protocol, certificate and clients.
   *
   * Requires an exposure that creates a load balancer: `publicAlb`, `internalAlb`, `publicNlb` or `internalNlb`. `Deployment.codeDeploy` supports no
   * other test traffic.
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
   * Requires an exposure on an existing listener: `albListenerRule`, `albListenerDefault`, `sharedAlb` or `sharedAlbDefault`.
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
