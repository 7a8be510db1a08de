import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerService, ContainerServiceProps, EcsCluster, EcsValidator, Exposure, ServiceConnect, Target } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';
const NAMESPACE = { name: 'shop.local', useForServiceConnect: true };

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

test('a server is called by the name of its port', () => {
  const template = connected({ serviceConnect: ServiceConnect.server(), containerPort: 8080 });
  template.hasResourceProperties(SERVICE, { ServiceConnectConfiguration: { Services: [Match.objectLike({ PortName: 'web' })] } });
  template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ PortMappings: [Match.objectLike({ ContainerPort: 8080, Name: 'web' })] })] });
});

test('a server can have its own name, port and timeouts', () => {
  connected({
    portName: 'http', appProtocol: ecs.AppProtocol.http, serviceConnect: ServiceConnect.server({ dnsName: 'api', port: 80, perRequestTimeout: Duration.seconds(30) }),
  }).hasResourceProperties(SERVICE, {
    ServiceConnectConfiguration: { Services: [{ PortName: 'http', ClientAliases: [{ DnsName: 'api', Port: 80 }], Timeout: { PerRequestTimeoutSeconds: 30 } }] },
  });
});

test('a server of an existing task definition is called by the port of its container', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
  taskDefinition.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 8080, name: 'http' }] });
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  makeService(stack, { cluster, taskDefinition, serviceConnect: ServiceConnect.server({ namespace: 'shop.local' }) });
  Template.fromStack(stack).hasResourceProperties(SERVICE, { ServiceConnectConfiguration: { Namespace: 'shop.local', Services: [Match.objectLike({ PortName: 'http' })] } });
});

test('the port of an existing task definition needs a name', () => {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
  taskDefinition.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 8080 }] });
  expect(() => makeService(stack, { taskDefinition, serviceConnect: ServiceConnect.server({ namespace: 'shop.local' }) }))
    .toThrow('[Stack/Api] serviceConnect needs a port with a name; set name in the portMappings of taskDefinition');
});

test('a namespace is required', () => {
  expect(() => makeService(newStack(), { serviceConnect: ServiceConnect.client() }))
    .toThrow('[Stack/Api] serviceConnect needs a namespace; set defaultCloudMapNamespace on the cluster, or namespace on ServiceConnect');
});

test('the validator finds no error beside an exposure', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), defaultCloudMapNamespace: NAMESPACE });
  const api = new ContainerService(stack, 'Api', {
    cluster, image: IMAGE, containerPort: 8080, exposure: Exposure.internalAlb(), serviceConnect: ServiceConnect.server(),
  });
  new ContainerService(stack, 'Client', { cluster, image: IMAGE, serviceConnect: ServiceConnect.client() }).connectTo(Target.service(api));
  expect(EcsValidator.findings(app)).toEqual([]);
});
