import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';

/**
 * Options of a service that uses Service Connect.
 */
export interface ServiceConnectClientProps {
  /**
   * The Cloud Map namespace.
   *
   * @default - the default namespace of the cluster
   */
  readonly namespace?: string;

  /**
   * The log driver of the Service Connect proxy.
   *
   * @default - the proxy does not log
   */
  readonly logging?: ecs.LogDriver;
}

/**
 * Options of a service that clients reach through Service Connect.
 */
export interface ServiceConnectServerProps extends ServiceConnectClientProps {
  /**
   * The DNS name that clients use.
   *
   * @default - the name of the port, followed by the namespace
   */
  readonly dnsName?: string;

  /**
   * The port that clients use.
   *
   * @default - the port of the container
   */
  readonly port?: number;

  /**
   * The name of the service in Cloud Map.
   *
   * @default - the name of the port
   */
  readonly discoveryName?: string;

  /**
   * How long a connection may be idle; 0 for no limit.
   *
   * @default - 5 minutes for HTTP, 1 hour for TCP
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a request may take; 0 for no limit. For HTTP only.
   *
   * @default - 15 seconds
   */
  readonly perRequestTimeout?: Duration;
}

/**
 * How a service takes part in Service Connect. It can be combined with an exposure.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html
 */
export class ServiceConnect {
  /**
   * The service calls others by their names, and has no name itself.
   *
   * @param props namespace and logs
   */
  public static client(props: ServiceConnectClientProps = {}): ServiceConnect { return new ServiceConnect(props, false); }

  /**
   * Other services call the service by a name; it can call others too.
   *
   * The port of the main container gets a name if `portName` is not set. Allow clients with `connectTo(Target.service(…))`.
   *
   * @param props name, port, timeouts, namespace and logs
   */
  public static server(props: ServiceConnectServerProps = {}): ServiceConnect { return new ServiceConnect(props, true); }

  private constructor(
    private readonly props: ServiceConnectServerProps,
    /** @internal */
    public readonly _isServer: boolean,
  ) {}

  /** @internal */
  public _problems(cluster: ecs.ICluster): string[] {
    if (this.props.namespace !== undefined || cluster.defaultCloudMapNamespace) { return []; }
    return ['serviceConnect needs a namespace; set defaultCloudMapNamespace on the cluster, or namespace on ServiceConnect'];
  }

  /** @internal */
  public _configuration(portMappingName: string | undefined): ecs.ServiceConnectProps {
    const { namespace, logging: logDriver, ...server } = this.props;
    return { namespace, logDriver, services: this._isServer && portMappingName !== undefined ? [{ portMappingName, ...server }] : undefined };
  }
}
