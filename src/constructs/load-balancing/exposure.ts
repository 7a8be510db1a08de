import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AlbExposureProps } from './alb-exposure-props';
import { ExposureKind } from './entrance';
import { ListenerExposureProps, SharedListener } from './shared-listener';
import { SingleAlb } from './single-alb';

const NONE: ExposureKind = { hasTraffic: false, problems: () => [], open: () => ({}), regulated: () => NONE };

/**
 * How clients reach a service.
 */
export class Exposure {
  /**
   * Through an Application Load Balancer that faces the internet.
   *
   * It speaks HTTPS when there is a certificate, or a domain to make one for, and HTTP then redirects to it.
   *
   * @param props certificate, domain, health check and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
   */
  public static publicAlb(props: AlbExposureProps = {}): Exposure {
    return new Exposure(new SingleAlb(props, true));
  }

  /**
   * Through an Application Load Balancer that only the network of the cluster can reach.
   *
   * @param props certificate, domain, health check and more
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html
   */
  public static internalAlb(props: AlbExposureProps = {}): Exposure {
    return new Exposure(new SingleAlb(props, false));
  }

  /**
   * Through a listener that exists already, which sends the requests for some hosts and paths here.
   *
   * One load balancer then serves many services. Target group and rule are made beside the service, in its stack.
   *
   * @param listener the listener, of this app or imported
   * @param props which requests, and in which order the listener asks
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
   */
  public static listener(listener: elbv2.IApplicationListener, props: ListenerExposureProps): Exposure {
    return new Exposure(new SharedListener(listener, props));
  }

  /**
   * Not at all: for workers, and for services that others find by Cloud Map or Service Connect.
   */
  public static none(): Exposure {
    return new Exposure(NONE);
  }

  private constructor(
    /** @internal */
    public readonly _kind: ExposureKind,
  ) {}
}
