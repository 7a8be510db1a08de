import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { ContainerService, ContainerServiceProps, EcsCluster, EcsValidator, Exposure, ServiceConnect, ServiceConnectServerProps, Target } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';
const NAMESPACE_ARN = 'arn:aws:servicediscovery:eu-west-1:111122223333:namespace/ns-0123456789abcdef';
const NAMESPACE = { name: 'shop.local', useForServiceConnect: true };

const imported = (stack: Stack) => cloudmap.HttpNamespace.fromHttpNamespaceAttributes(stack, 'Imported', {
  namespaceName: 'shop.local', namespaceId: 'ns-0123456789abcdef', namespaceArn: NAMESPACE_ARN,
});

/** The Service Connect name of a server with this construct id. */
function discoveryName(id: string, props: Partial<ContainerServiceProps> = {}): unknown {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: NAMESPACE });
  new ContainerService(stack, id, { cluster, image: IMAGE, serviceConnect: ServiceConnect.server(), ...props });
  const [{ Properties }] = Object.values(Template.fromStack(stack).findResources(SERVICE));
  return Properties.ServiceConnectConfiguration.Services[0].DiscoveryName;
}

function connected(props: Partial<ContainerServiceProps>): Template {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: NAMESPACE });
  makeService(stack, { cluster, ...props });
  return Template.fromStack(stack);
}

test('a client has no name', () => {
  connected({ serviceConnect: ServiceConnect.client() }).hasResourceProperties(SERVICE, {
    ServiceConnectConfiguration: { Enabled: true, Services: Match.absent() },
  });
});

test('the port of a server has a name', () => {
  const template = connected({ serviceConnect: ServiceConnect.server(), containerPort: 8080 });
  template.hasResourceProperties(SERVICE, { ServiceConnectConfiguration: { Services: [Match.objectLike({ PortName: 'web' })] } });
  template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ PortMappings: [Match.objectLike({ ContainerPort: 8080, Name: 'web' })] })] });
});

test('a server can have a custom name, port and timeouts', () => {
  connected({
    portName: 'http', appProtocol: ecs.AppProtocol.http, serviceConnect: ServiceConnect.server({ dnsName: 'api', port: 80, perRequestTimeout: Duration.seconds(30) }),
  }).hasResourceProperties(SERVICE, {
    ServiceConnectConfiguration: { Services: [{ PortName: 'http', DiscoveryName: 'api', ClientAliases: [{ DnsName: 'api', Port: 80 }], Timeout: { PerRequestTimeoutSeconds: 30 } }] },
  });
});

test('a server with an existing task definition uses the name of the port of its container', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
  taskDefinition.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 8080, name: 'http' }] });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  makeService(stack, { cluster, taskDefinition, serviceConnect: ServiceConnect.server({ namespace: imported(stack) }) });
  Template.fromStack(stack).hasResourceProperties(SERVICE, { ServiceConnectConfiguration: { Namespace: NAMESPACE_ARN, Services: [Match.objectLike({ PortName: 'http' })] } });
});

test('the port of an existing task definition needs a name', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
  taskDefinition.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 8080 }] });
  expect(() => makeService(stack, { taskDefinition, serviceConnect: ServiceConnect.server({ namespace: imported(stack) }) }))
    .toThrow('[Stack/Api] serviceConnect needs a port with a name; set name in the portMappings of taskDefinition');
});

test.each([
  ['Orders', 'orders'], ['OrdersApi', 'orders-api'], ['HTTPServer', 'http-server'], ['Orders2', 'orders2'], ['orders_api', 'orders-api'], ['Orders (new)', 'orders-new'],
])('a server with the construct id %s has the discovery name %s', (id, name) => {
  expect(discoveryName(id)).toBe(name);
});

test('the discovery name depends neither on the container nor on the port', () => {
  expect(discoveryName('Orders', { containerName: 'app', portName: 'http' })).toBe('orders');
});

test('a server can have a custom discovery name', () => {
  expect(discoveryName('Orders', { serviceConnect: ServiceConnect.server({ discoveryName: 'shop_orders' }) })).toBe('shop_orders');
});

test('a construct id without letters needs a discovery name', () => {
  expect(() => discoveryName('注文')).toThrow("[Stack/注文] the Service Connect name from the construct id '注文' ('') must be 1 to 64 lowercase letters, digits, underscores and hyphens, and not start with a hyphen; set discoveryName");
});

test('a discovery name that Cloud Map does not accept is refused', () => {
  expect(() => discoveryName('Orders', { serviceConnect: ServiceConnect.server({ discoveryName: 'Orders' }) }))
    .toThrow("[Stack/Orders] discoveryName ('Orders') must be 1 to 64 lowercase letters, digits, underscores and hyphens, and not start with a hyphen");
});

test.each<[ServiceConnectServerProps, string]>([
  [{ dnsName: 'web/api' }, "serviceConnect: dnsName ('web/api') must be 1 to 127 letters, digits, underscores, hyphens and periods, and not start with a hyphen"],
  [{ port: 70_000 }, 'serviceConnect: port (70000) must be a whole number from 1 to 65535'],
  [{ idleTimeout: Duration.days(25_000) }, 'serviceConnect: idleTimeout (2160000000 seconds) must be a whole number from 0 to 2147483647'],
  [{ perRequestTimeout: Duration.days(25_000) }, 'serviceConnect: perRequestTimeout (2160000000 seconds) must be a whole number from 0 to 2147483647'],
])('settings of a server that ECS does not accept are refused: %j', (props, message) => {
  expect(() => connected({ serviceConnect: ServiceConnect.server(props) })).toThrow(`[Stack/Api] ${message}`);
});

test('the DNS name of a server can come from a parameter', () => {
  const stack = newStack();
  const dnsName = new CfnParameter(stack, 'Name').valueAsString;
  expect(() => makeService(stack, { serviceConnect: ServiceConnect.server({ namespace: imported(stack), dnsName }) })).not.toThrow();
});

test.each(['client', 'server'] as const)('a %s refers to the namespace of its cluster, so that the namespace is created first', role => {
  const [[namespace]] = Object.entries(connected({ serviceConnect: ServiceConnect.client() }).findResources('AWS::ServiceDiscovery::PrivateDnsNamespace'));
  connected({ serviceConnect: ServiceConnect[role]() }).hasResourceProperties(SERVICE, { ServiceConnectConfiguration: { Namespace: { 'Fn::GetAtt': [namespace, 'Arn'] } } });
});

test('a service can refer to another namespace', () => {
  const stack = newStack();
  const namespace = new cloudmap.HttpNamespace(stack, 'Mesh', { name: 'mesh' });
  makeService(stack, { serviceConnect: ServiceConnect.client({ namespace }) });
  Template.fromStack(stack).hasResourceProperties(SERVICE, { ServiceConnectConfiguration: { Namespace: stack.resolve(namespace.namespaceArn) } });
});

test('a namespace is required', () => {
  expect(() => makeService(newStack(), { serviceConnect: ServiceConnect.client() }))
    .toThrow('[Stack/Api] serviceConnect needs a namespace; set defaultCloudMapNamespace on the cluster, or namespace on ServiceConnect');
});

test('the validator finds no error with an additional exposure', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: NAMESPACE });
  const api = new ContainerService(stack, 'Api', {
    cluster, image: IMAGE, containerPort: 8080, exposure: Exposure.internalAlb(), serviceConnect: ServiceConnect.server(),
  });
  new ContainerService(stack, 'Client', { cluster, image: IMAGE, serviceConnect: ServiceConnect.client() }).connectTo(Target.service(api));
  expect(EcsValidator.findings(app)).toEqual([]);
});

test('two servers with defaults have different names', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: NAMESPACE });
  for (const id of ['Orders', 'Users']) { new ContainerService(stack, id, { cluster, image: IMAGE, serviceConnect: ServiceConnect.server() }); }
  expect(EcsValidator.findings(app)).toEqual([]);
});

test('the validator reports the same discovery name for two services in two stacks', () => {
  const app = new App();
  const platform = new Stack(app, 'Platform');
  const cluster = new EcsCluster(platform, 'Cluster', { vpc: new ec2.Vpc(platform, 'Vpc'), defaultCloudMapNamespace: NAMESPACE });
  for (const id of ['Orders', 'Users']) { new ContainerService(new Stack(app, id), 'Service', { cluster, image: IMAGE, serviceConnect: ServiceConnect.server() }); }
  expect(EcsValidator.findings(app).map(({ ruleId }) => ruleId)).toEqual(['discovery-name']);
});
