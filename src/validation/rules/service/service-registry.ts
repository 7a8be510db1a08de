import { ADDRESS_RECORDS, MODES_WITH_HOST_PORTS, PORT_RECORD } from '../../../facts/discovery-services';
import { DiscoveryService } from '../../model/entities/discovery-service';
import { entityAt } from '../../model/entities/entity';
import { listed } from '../../model/entities/listed';
import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import { defineRule, Violation } from '../rule';

const BRIDGE = 'a service on a capacity provider';
const EXTERNAL_REGISTRY = {
  ServiceRegistries: [{ RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-utcrh6wavdkggqtk', ContainerName: 'web', ContainerPort: 80 }],
};

export default defineRule({
  title: 'A service registry has the container and port that its DNS records need',
  severity: 'error',
  outcome: 'refused',
  why: 'SRV records contain a port, A and AAAA records do not. In network modes bridge and host, each task has its own host port, so ECS needs SRV records with a container and its port. ECS refuses other combinations.',
  fix: 'Set `container` and `containerPort` of `cloudMapOptions` or associateCloudMapService() only with `dnsRecordType: DnsRecordType.SRV`. In CloudFormation: ContainerName and ContainerPort, or Port, of ServiceRegistries; Type of DnsRecords.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html',

  subject: 'service',
  *check(service) {
    for (const registry of service.node.list('ServiceRegistries').sure) {
      const unmet = [...needs(registry, service)];
      yield* unmet.length > 0 ? unmet : unknownContainer(registry, service);
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a container port for A records': { Service: registered({ ContainerName: 'web', ContainerPort: 80 }), Discovery: discovery('A') },
    'a container port that is not mapped, for A records': { Service: registered({ ContainerName: 'web', ContainerPort: 8080 }), Discovery: discovery('A') },
    'a port for A and AAAA records': { Service: registered({ Port: 80 }), Discovery: discovery('A', 'AAAA') },
    'no port for SRV records': { Service: registered({}), Discovery: discovery('SRV') },
    'two ports for SRV records': { Service: registered({ Port: 80, ContainerName: 'web', ContainerPort: 80 }), Discovery: discovery('SRV') },
    'A records in network mode bridge': { scene: BRIDGE, change: { Service: registered({ ContainerName: 'web', ContainerPort: 80 }), Discovery: discovery('A') } },
    'no container in network mode bridge': { scene: BRIDGE, change: { Service: registered({}), Discovery: discovery('SRV') } },
    'no container port in network mode bridge': { scene: BRIDGE, change: { Service: registered({ ContainerName: 'web' }), Discovery: discovery('SRV') } },
    'no container name in network mode bridge': { scene: BRIDGE, change: { Service: registered({ ContainerPort: 80 }), Discovery: discovery('SRV') } },
    'a container port without a container for SRV records': { Service: registered({ ContainerPort: 80 }), Discovery: discovery('SRV') },
    'another container': { Service: registered({ ContainerName: 'app', ContainerPort: 80 }), Discovery: discovery('SRV') },
    'another port': { Service: registered({ ContainerName: 'web', ContainerPort: 8080 }), Discovery: discovery('SRV') },
    'network mode none': {
      scene: BRIDGE,
      change: {
        Task: { NetworkMode: 'none', ContainerDefinitions: { 0: { PortMappings: undefined } } },
        Service: EXTERNAL_REGISTRY,
      },
    },
  },
  good: {
    'A records': { Service: registered({}), Discovery: discovery('A') },
    'a container for A records': { Service: registered({ ContainerName: 'web' }), Discovery: discovery('A') },
    'another container, without a port': { Service: registered({ ContainerName: 'app' }), Discovery: discovery('A') },
    'containers from a parameter': {
      Task: { ContainerDefinitions: { Ref: 'AParameter' } }, Service: registered({ ContainerName: 'app', ContainerPort: 80 }), Discovery: discovery('SRV'),
    },
    'a task definition outside the app': {
      Service: { TaskDefinition: 'web:3', ...registered({ ContainerName: 'app', ContainerPort: 80 }) }, Discovery: discovery('SRV'),
    },
    'a container port for SRV records': { Service: registered({ ContainerName: 'web', ContainerPort: 80 }), Discovery: discovery('SRV') },
    'a port for SRV records': { Service: registered({ Port: 80 }), Discovery: discovery('SRV') },
    'SRV records in network mode bridge': { scene: BRIDGE, change: { Service: registered({ ContainerName: 'web', ContainerPort: 80 }), Discovery: discovery('SRV') } },
    'a port under a condition': {
      Service: registered({ ContainerName: 'web', ContainerPort: { 'Fn::If': ['Ports', 80, { Ref: 'AWS::NoValue' }] } }), Discovery: discovery('A'),
    },
    'records from a parameter': {
      Service: registered({ Port: 80 }),
      Discovery: { Type: 'AWS::ServiceDiscovery::Service', Properties: { DnsConfig: { NamespaceId: 'ns-0a1b2c3d4e5f6071', DnsRecords: [{ Type: { Ref: 'AParameter' }, TTL: 60 }] } } },
    },
    'a service of an HTTP namespace': { Service: registered({ ContainerName: 'web', ContainerPort: 80 }), Discovery: { Type: 'AWS::ServiceDiscovery::Service', Properties: { Type: 'HTTP', NamespaceId: 'ns-0a1b2c3d4e5f6071' } } },
    'a registry outside the app': { Service: EXTERNAL_REGISTRY },
    'a network mode from a parameter': {
      scene: BRIDGE, change: { Task: { NetworkMode: { Ref: 'AParameter' }, ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80 }] } } }, Service: registered({ ContainerName: 'web', ContainerPort: 80 }), Discovery: discovery('A') },
    },
  },
});

function* needs(registry: Node, { networkMode, application }: Service): Iterable<Violation> {
  const types = entityAt(DiscoveryService, registry.get('RegistryArn'), application)?.recordTypes;
  const records = `${listed([...types ?? []])} records`;
  const has = (key: string) => registry.get(key).isSure;
  const lacks = (key: string) => registry.get(key).isAbsent;
  const hasAddressesAlone = types !== undefined && types.known.length > 0 && types.every(type => ADDRESS_RECORDS.includes(type));
  if (networkMode.is('none')) {
    yield { location: registry.location, message: 'NetworkMode is none: the tasks have no address that ECS can register' };
  } else if (networkMode.isOneOf(MODES_WITH_HOST_PORTS)) {
    if (lacks('ContainerName') || lacks('ContainerPort')) {
      yield { location: registry.location, message: `the registry has no ContainerName with ContainerPort, which network mode ${networkMode} requires` };
    } else if (hasAddressesAlone) {
      yield { location: registry.location, message: `the Cloud Map service has ${records}, but network mode ${networkMode} requires ${PORT_RECORD} records` };
    }
  } else if (networkMode.is('awsvpc')) {
    if (hasAddressesAlone && (has('ContainerPort') || has('Port'))) {
      yield { location: registry.location, message: `the registry has a ${has('Port') ? 'Port' : 'ContainerPort'}, but the Cloud Map service has ${records}, which have no port; remove it` };
    } else if (types?.known.includes(PORT_RECORD)) {
      if (lacks('ContainerName') && has('ContainerPort')) { yield { location: registry.location, message: 'the registry has a ContainerPort without ContainerName; set both, or Port' }; }
      if (lacks('Port') && lacks('ContainerPort')) { yield { location: registry.location, message: `the registry has no port for ${records}; set ContainerName and ContainerPort, or Port` }; }
      if (has('Port') && has('ContainerPort')) { yield { location: registry.location, message: 'the registry has both Port and ContainerPort; ECS accepts one of them' }; }
    }
  }
}

function* unknownContainer(registry: Node, { taskDefinition: task }: Service): Iterable<Violation> {
  const name = registry.text('ContainerName');
  const port = registry.number('ContainerPort');
  if (!task?.knowsItsContainers || !port.isKnown) { return; }
  if (name.satisfies(text => task.hasNoContainer(text))) {
    yield { location: registry.at('ContainerName'), message: `ContainerName "${name}" is not a container of task definition ${task.resource.logicalId}; use ${task.namesOfContainers}` };
  }
  const container = task.container(name.known ?? '');
  if (container?.node.list('PortMappings').isKnown && port.satisfies(number => container.portMappings.every(mapping => mapping.containerPort.differs(number)))) {
    yield { location: registry.at('ContainerPort'), message: `ContainerPort ${port} is not mapped by ${container.label}` };
  }
}

function registered(properties: object) { return { ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': ['Discovery', 'Arn'] }, ...properties }] }; }

function discovery(...types: readonly string[]) {
  return {
    Type: 'AWS::ServiceDiscovery::Service',
    Properties: { Name: 'web', DnsConfig: { NamespaceId: 'ns-0a1b2c3d4e5f6071', DnsRecords: types.map(Type => ({ Type, TTL: 60 })) } },
  };
}
