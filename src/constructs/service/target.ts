import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import { IConstruct, IDependable } from 'constructs';
import { endpointsBefore } from './connect-order';
import type { IContainerService } from './container-service-interface';
import { proxyPort } from './database-port';
import { literalAcrossStacks } from './literal-port';
import { dataStoresIn, rulesBetween } from './target-resources';
import { NFS_PORT } from '../../facts/file-systems';
import { connectionPort } from '../network/host-port';
import { dependableLater } from '../workload/dependencies';

/**
 * A resource that the tasks of a service connect to.
 *
 * `service.connectTo(Target.database(database))` creates the security group rules in the stack of the service, on both sides.
 * The stack of the target then does not depend on the stack of the service.
 *
 * The service waits for these rules. It waits for the target itself only if that cannot be a circular dependency: for a database, a cache or the
 * mount targets of a file system in its own stack. A client of Service Connect waits for the server. Other services in one stack may connect to each
 * other; use `startAfter` to start one first.
 */
export class Target {
  /**
   * Another service, on the port of its main container.
   *
   * The service must be reachable by the name that the client uses, for example through Cloud Map or Service Connect. Two services may connect to
   * each other in one stack. In two stacks the CDK refuses it as a cyclic reference: set `securityGroups` to security groups of a third stack, with
   * rules between them.
   *
   * @param service the service
   */
  public static service(service: IContainerService): Target {
    return new Target(service, () => servicePort(service), `'${service.node.path}' has no containerPort; set it, or use Target.connectable with a port`);
  }

  /**
   * A database or cache with a default port, such as an RDS instance or an Aurora cluster, or an RDS Proxy on the port of its engine family.
   *
   * For a database in another stack, the rules contain the port number if it is set or follows from the engine. Otherwise they import the port, which
   * the template validation of the CDK refuses, for example for a read replica or a database from a snapshot without a port: use `Target.connectable`
   * with the port.
   *
   * If the database is in the stack of the service, the service waits for all its instances.
   *
   * @param database the database
   */
  public static database(database: ec2.IConnectable): Target {
    return new Target(database, () => databaseRulePort(database), 'has no default port; use Target.connectable with its port', true);
  }

  /**
   * An EFS file system, on the port of its mount targets.
   *
   * @param fileSystem the file system
   */
  public static fileSystem(fileSystem: efs.IFileSystem): Target {
    return new Target(fileSystem, () => ec2.Port.tcp(NFS_PORT), '', true);
  }

  /**
   * Any resource with security groups.
   *
   * @param connectable the resource
   * @param port the port that it listens on
   */
  public static connectable(connectable: ec2.IConnectable, port: ec2.Port): Target {
    return new Target(connectable, () => port, '');
  }

  private constructor(
    private readonly connectable: ec2.IConnectable,
    private readonly port: () => ec2.Port | undefined,
    private readonly problem: string,
    private readonly isDataStore: boolean = false,
  ) {}

  /** @internal */
  public _allowFrom(client: IConstruct & ec2.IConnectable): void {
    const port = this.port();
    if (!port) { throw new Error(`[${client.node.path}] connectTo: the target ${this.problem}`); }
    for (const group of client.connections.securityGroups) { outbound(group).allowTo(this.connectable, port); }
  }

  /**
   * The resources that the client waits for: the rules, and a database, a cache, mount targets or a Service Connect endpoint. Instances may be added
   * until synthesis.
   *
   * @internal
   */
  public _before(client: ec2.IConnectable & IConstruct): IDependable {
    return dependableLater(() => {
      const needed = this.isDataStore ? dataStoresIn(this.connectable) : endpointsBefore(client, this.connectable);
      const found = [...rulesBetween(client, this.connectable), ...needed];
      return found.filter(({ stack }) => stack === Stack.of(client));
    });
  }
}

/** The port of the main container; in network mode bridge, the ports of the instance that it may have. An imported service has a port only. */
function servicePort(service: IContainerService & { readonly container?: ecs.ContainerDefinition }): ec2.Port | undefined {
  const { containerPort, container } = service;
  if (containerPort === undefined) { return undefined; }
  if (!container) { return ec2.Port.tcp(containerPort); }
  const { taskDefinition, containerName } = container;
  return connectionPort(taskDefinition, { containerName, containerPort });
}

function databaseRulePort(database: ec2.IConnectable): ec2.Port | undefined {
  const { defaultPort } = database.connections;
  if (defaultPort) { return literalAcrossStacks(defaultPort); }
  const port = proxyPort(database);
  return port === undefined ? undefined : ec2.Port.tcp(port);
}

/** A security group that allows all outbound traffic ignores an outbound rule, with a warning. */
function outbound(group: ec2.ISecurityGroup): ec2.Connections {
  return new ec2.Connections(group.allowAllOutbound ? { peer: group } : { securityGroups: [group] });
}
