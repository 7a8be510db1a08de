import { allOf } from '../../model/entities/entity';
import { listed } from '../../model/entities/listed';
import { Service } from '../../model/entities/service';
import type { TaskRunnerIndex } from '../../model/entities/task-definition';
import type { Resource } from '../../model/evaluation/resource';
import { grouped } from '../../model/index/grouped';
import { connectNamespacePlace } from '../../model/queries/connect-offers';
import { furtherService } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A Service Connect client depends on a service of its namespace',
  severity: 'warning',
  outcome: 'ignored',
  why: 'Tasks only know the Service Connect endpoints that existed when their deployment started. If CloudFormation creates the client first, its tasks cannot resolve the name of the other service until the client is deployed again.',
  fix: 'Call `client.connectTo(Target.service(server))` or `client.startAfter(server)` for a ContainerService, and `client.node.defaultChild!.node.addDependency(server.node.defaultChild!)` for another service, because its security group must not wait. In CloudFormation: add the services that the client calls to DependsOn.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html',

  subject: 'application',
  *check(application) {
    for (const { clients, servers } of application.memo(namespaces)) {
      const others = new Servers(servers.map(server => server.resource));
      for (const { resource } of clients.filter(each => others.areUnordered(each.resource))) {
        yield {
          location: resource.dependsOnPlace,
          related: others.shown.map(other => other.at('')),
          message: `${resource.logicalId} does not depend on ${others.names} in its Service Connect namespace`,
        };
      }
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'a client': { Client: client({ 'Fn::GetAtt': ['Namespace', 'Arn'] }) },
    'a client, and two other services': {
      Client: client({ 'Fn::GetAtt': ['Namespace', 'Arn'] }),
      Other: furtherService({ ServiceConnectConfiguration: { Enabled: true, Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] }, Services: [{ PortName: 'http', DiscoveryName: 'other', ClientAliases: [{ Port: 80 }] }] } }),
    },
    'a client in the namespace of its cluster': {
      Cluster: { ServiceConnectDefaults: { Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] } } }, Client: furtherService({ ServiceConnectConfiguration: { Enabled: true } }),
    },
  },
  good: {
    'a client that depends on the service': { Client: { ...client({ 'Fn::GetAtt': ['Namespace', 'Arn'] }), DependsOn: ['Providers', 'Service'] } },
    'a service that depends on the client': { Client: client({ 'Fn::GetAtt': ['Namespace', 'Arn'] }), Service: { DependsOn: ['Providers', 'Client'] } },
    'a client that depends on one of two services': {
      Client: { ...client({ 'Fn::GetAtt': ['Namespace', 'Arn'] }), DependsOn: ['Providers', 'Service'] },
      Other: furtherService({ ServiceConnectConfiguration: { Enabled: true, Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] }, Services: [{ PortName: 'http', DiscoveryName: 'other', ClientAliases: [{ Port: 80 }] }] } }),
    },
    'a client under a condition': { Client: { ...client({ 'Fn::GetAtt': ['Namespace', 'Arn'] }), Condition: 'HasClient' } },
    'a client in another namespace': { Client: client('other') },
    'a client in a namespace from a parameter': { Client: client({ Ref: 'AParameter' }) },
    'namespaces from parameters': { Client: client({ Ref: 'AParameter' }), Service: { ServiceConnectConfiguration: { Namespace: { Ref: 'Another' } } } },
    'a client with Service Connect disabled': {
      Client: furtherService({ ServiceConnectConfiguration: { Enabled: false, Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] } } }),
    },
    'services from a parameter': {
      Client: furtherService({ ServiceConnectConfiguration: { Enabled: true, Namespace: { 'Fn::GetAtt': ['Namespace', 'Arn'] }, Services: { Ref: 'AParameter' } } }),
    },
  },
});

function client(Namespace: unknown) { return furtherService({ ServiceConnectConfiguration: { Enabled: true, Namespace } }); }

/** The most servers that a finding names. */
const SHOWN = 3;

/** The services of a namespace with an endpoint. What they depend on is found once, so that the cost is linear in the number of services. */
class Servers {
  private readonly all: ReadonlySet<Resource>;
  private readonly before: ReadonlySet<Resource>;

  public constructor(private readonly list: readonly Resource[]) {
    this.all = new Set(list);
    this.before = new Set(list.flatMap(server => [...server.template.everythingBefore(server)]));
  }

  public get shown(): readonly Resource[] { return this.list.slice(0, SHOWN); }
  public get names(): string { return listed(this.list.map(({ logicalId }) => logicalId), SHOWN); }

  /** Whether a client certainly exists with all of them, and neither depends on the other. */
  public areUnordered(resource: Resource): boolean {
    return this.list.length > 0 && this.list.every(server => server.coexistsWith(resource))
      && !this.before.has(resource) && ![...resource.template.everythingBefore(resource)].some(each => this.all.has(each));
  }
}

interface Namespace {
  /** The services without an endpoint. */
  readonly clients: readonly Service[];
  /** The services with an endpoint. */
  readonly servers: readonly Service[];
}

function namespaces(application: TaskRunnerIndex): readonly Namespace[] {
  const services = allOf(Service, application).filter(({ node }) => node.get('ServiceConnectConfiguration').flag('Enabled').is(true));
  return [...grouped(services, namespaceOf).values()].map(members => ({
    clients: members.filter(service => offeredBy(service).isEmpty),
    servers: members.filter(service => offeredBy(service).atLeast > 0),
  }));
}

function offeredBy({ node }: Service) { return node.get('ServiceConnectConfiguration').list('Services'); }

/** The namespace of a service or else of its cluster. */
function namespaceOf(service: Service): readonly string[] {
  const place = connectNamespacePlace(service);
  const target = place?.asAttribute?.resource;
  const name = target ? `#${target.template.name} ${target.logicalId}` : place?.asText.known;
  return name === undefined ? [] : [`${service.resource.template.name} ${name}`];
}
