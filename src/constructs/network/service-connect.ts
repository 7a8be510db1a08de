import { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { PORT_MAXIMUM } from '../../facts/ports';
import { DISCOVERY_NAME } from '../../facts/service-connect';
import { CLIENT_DNS_NAME, SERVICE_SECONDS } from '../../facts/service-formats';
import { formatProblem, secondsProblem, wholeNumberProblem } from '../checks';

/**
 * Options of a service that uses Service Connect.
 */
export interface ServiceConnectClientProps {
  /**
   * The Cloud Map namespace.
   *
   * @default - the default namespace of the cluster
   */
  readonly namespace?: cloudmap.INamespace;

  /**
   * The log driver of the Service Connect proxy.
   *
   * @default - the proxy does not log
   */
  readonly logging?: ecs.LogDriver;
}

/**
 * Options of a service that clients call through Service Connect.
 */
export interface ServiceConnectServerProps extends ServiceConnectClientProps {
  /**
   * The DNS name that clients use.
   *
   * @default - the discovery name, a dot and the name of the namespace
   */
  readonly dnsName?: string;

  /**
   * The port that clients use.
   *
   * @default - the port of the container
   */
  readonly port?: number;

  /**
   * The name of the service in Cloud Map: up to 64 lowercase letters, digits, underscores and hyphens, unique in the namespace.
   *
   * Clients call `http://<discoveryName>.<namespace>:<port>`, unless `dnsName` is set.
   *
   * @default - the construct id of the service in kebab case: `orders-api` for OrdersApi
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
   * The service calls other services by their names, and has no name itself.
   *
   * @param props namespace and logs
   */
  public static client(props: ServiceConnectClientProps = {}): ServiceConnect { return new ServiceConnect(props, false); }

  /**
   * Other services call the service by a name; it can call other services too.
   *
   * Its name comes from the construct id: OrdersApi in the namespace `shop.local` is `http://orders-api.shop.local:8080`.
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
  public _problems(cluster: ecs.ICluster, serviceId: string): string[] {
    return [
      ...(this.namespaceOn(cluster) ? [] : ['serviceConnect needs a namespace; set defaultCloudMapNamespace on the cluster, or namespace on ServiceConnect']),
      ...(this._isServer ? [...this.nameProblems(serviceId), ...this.aliasProblems()] : []),
    ];
  }

  /**
   * The configuration refers to the namespace by its ARN, so that it is created before the service and deleted after it.
   *
   * @internal
   */
  public _configuration(cluster: ecs.ICluster, serviceId: string, portMappingName: string | undefined): ecs.ServiceConnectProps {
    const { namespace, logging: logDriver, ...server } = this.props;
    return {
      namespace: this.namespaceOn(cluster)?.namespaceArn,
      logDriver,
      services: this._isServer && portMappingName !== undefined
        ? [{ portMappingName, ...server, discoveryName: server.discoveryName ?? kebabCase(serviceId) }]
        : undefined,
    };
  }

  private namespaceOn(cluster: ecs.ICluster): cloudmap.INamespace | undefined { return this.props.namespace ?? cluster.defaultCloudMapNamespace; }

  private aliasProblems(): string[] {
    const { dnsName, port, idleTimeout, perRequestTimeout } = this.props;
    return [
      ...formatProblem('serviceConnect: dnsName', dnsName, CLIENT_DNS_NAME),
      ...wholeNumberProblem('serviceConnect: port', port, { min: 1, max: PORT_MAXIMUM }),
      ...secondsProblem('serviceConnect: idleTimeout', idleTimeout, SERVICE_SECONDS),
      ...secondsProblem('serviceConnect: perRequestTimeout', perRequestTimeout, SERVICE_SECONDS),
    ];
  }

  private nameProblems(serviceId: string): string[] {
    const { discoveryName } = this.props;
    if (discoveryName !== undefined) { return formatProblem('discoveryName', discoveryName, DISCOVERY_NAME); }
    return formatProblem(`the Service Connect name from the construct id '${serviceId}'`, kebabCase(serviceId), DISCOVERY_NAME)
      .map(problem => `${problem}; set discoveryName`);
  }
}

/** `OrdersApi` as `orders-api`, `HTTPServer` as `http-server`. */
function kebabCase(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
