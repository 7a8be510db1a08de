import { GATEWAY_CONNECTOR_FORMATS, GATEWAY_CONNECTORS_MAXIMUM } from '../../../facts/gateways';
import type { Service } from '../../model/entities/service';
import type { Node } from '../../model/evaluation/node';
import { unknownPortName } from '../../model/queries/port-names';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';

export default defineRule({
  title: 'A gateway connector uses a named port mapping of a task in network mode awsvpc',
  severity: 'error',
  outcome: 'refused',
  why: 'A service has at most one gateway connector. The gateway finds the port by the name of a port mapping, and reaches the tasks by their own IP addresses. ECS refuses other connectors.',
  fix: 'Set portName of the connector to the name of a port mapping of the container, with network mode AWS_VPC. In CloudFormation: GatewayConnectors of the service, Name of the port mapping, NetworkMode.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/gateway-connect-service.html',

  subject: 'service',
  *check(service) {
    const connectors = service.node.list('GatewayConnectors');
    if (connectors.atLeast === 0) { return; }
    const { location } = service.node.get('GatewayConnectors');
    if (connectors.atLeast > GATEWAY_CONNECTORS_MAXIMUM) { yield { location, message: `GatewayConnectors has ${connectors.atLeast} entries; the maximum is ${GATEWAY_CONNECTORS_MAXIMUM}` }; }
    if (service.networkMode.differs('awsvpc')) { yield { location, message: `GatewayConnectors needs network mode awsvpc, but the tasks use ${service.networkMode}` }; }
    for (const connector of connectors) { yield* problemsOf(connector, service); }
  },

  scene: 'a service behind a gateway',
  bad: {
    'a name of no port': { Service: { GatewayConnectors: [{ PortName: 'web' }] } },
    'two connectors': { Service: { GatewayConnectors: [{ PortName: 'http' }, { PortName: 'http' }] } },
    'network mode bridge': {
      Task: { RequiresCompatibilities: ['EC2'], NetworkMode: 'bridge' },
      Service: { LaunchType: 'EC2', NetworkConfiguration: undefined },
    },
    'an unknown access type': { Service: { GatewayConnectors: [{ PortName: 'http', Filters: { AccessTypes: ['PUBLIC', 'INTERNAL'] } }] } },
    'an unknown protocol': { Service: { GatewayConnectors: [{ PortName: 'http', HealthCheck: { HealthCheckProtocol: 'TCP' } }] } },
    'a health check path without a slash': { Service: { GatewayConnectors: [{ PortName: 'http', HealthCheck: { HealthCheckPath: 'health' } }] } },
  },
  good: {
    'no connector': { Service: { GatewayConnectors: [] } },
    'a health check and a filter': { Service: { GatewayConnectors: [{ PortName: 'http', HealthCheck: { HealthCheckPath: '/health', HealthCheckPort: 8080 }, Filters: { AccessTypes: ['PUBLIC'] } }] } },
    'a name under a condition': { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: { 'Fn::If': ['Old', 'web', 'http'] } }] } } } },
    'a second connector under a condition': { Service: { GatewayConnectors: [{ PortName: 'http' }, { 'Fn::If': ['Old', { PortName: 'http' }, { Ref: 'AWS::NoValue' }] }] } },
    'a service without a connector in network mode bridge': { scene: 'an EC2 service on dynamic ports behind a load balancer', change: {} },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'AParameter' } } },
  },
});

function* problemsOf(connector: Node, { taskDefinition: task }: Service): Iterable<Violation> {
  const problem = task && unknownPortName(connector.get('PortName'), task);
  if (problem !== undefined) { yield { location: connector.at('PortName'), message: problem }; }
  yield* wrongValues(connector, GATEWAY_CONNECTOR_FORMATS, () => 'the gateway connector');
}
