import { TASK_DEFAULTS } from '../../../facts/defaults';
import { TEST_HEADER_PROTOCOLS } from '../../../facts/deployment-strategies';
import { listed } from '../../model/entities/listed';
import { places } from '../../model/evaluation/places';
import { defineRule } from '../rule';

const TEST_TRAFFIC = { Header: { Name: 'x-test', Value: { Exact: 'green' } } };

export default defineRule({
  title: 'Service Connect test traffic uses a port with an HTTP protocol',
  severity: 'warning',
  outcome: 'refused',
  why: 'Service Connect recognizes test traffic by a header in HTTP, HTTP/2 and gRPC requests. AWS documents no test traffic for other protocols.',
  fix: 'Set `appProtocol` of the service, or of the port mapping, to ecs.AppProtocol.http, http2 or grpc, or remove the rules for test traffic. In CloudFormation: AppProtocol, TestTrafficRules.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-blue-green.html',

  subject: 'service',
  *check({ node, taskDefinition }) {
    const connect = node.get('ServiceConnectConfiguration');
    if (!connect.flag('Enabled').is(true) || !taskDefinition) { return; }
    const mappings = taskDefinition.containers.flatMap(({ portMappings }) => portMappings.map(mapping => mapping.node));
    for (const offer of connect.list('Services').sure) {
      const [rules] = places(offer, 'ClientAliases/*/TestTrafficRules').filter(({ isFilled }) => isFilled);
      if (!rules) { continue; }
      const port = offer.text('PortName');
      for (const mapping of mappings.filter(each => port.satisfies(name => each.text('Name').is(name)))) {
        const protocol = mapping.text('AppProtocol').orDefault(TASK_DEFAULTS.portProtocol);
        if (protocol.isNoneOf(TEST_HEADER_PROTOCOLS)) {
          yield {
            location: rules.location,
            related: [mapping.at('AppProtocol')],
            message: `port "${port}" has protocol ${protocol}, in which Service Connect cannot read a header; set AppProtocol to ${listed(TEST_HEADER_PROTOCOLS)}`,
          };
        }
      }
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: { 'a port without a protocol': { Task: portMapping({ AppProtocol: undefined }), Service: withTestTraffic() } },
  good: {
    'HTTP': { Service: withTestTraffic() },
    'gRPC': { Task: portMapping({ AppProtocol: 'grpc' }), Service: withTestTraffic() },
    'a protocol from a parameter': { Task: portMapping({ AppProtocol: { Ref: 'AParameter' } }), Service: withTestTraffic() },
    'no rules': { Task: portMapping({ AppProtocol: undefined }) },
    'rules from a parameter': { Task: portMapping({ AppProtocol: undefined }), Service: withTestTraffic({ Ref: 'AParameter' }) },
    'Service Connect, disabled': {
      scene: 'a Fargate service',
      change: {
        Task: { ContainerDefinitions: { 0: { PortMappings: { 0: { Name: 'http' } } } } },
        Service: { ServiceConnectConfiguration: { Enabled: false, Services: [{ PortName: 'http', ClientAliases: [{ Port: 80, TestTrafficRules: TEST_TRAFFIC }] }] } },
      },
    },
    'another port without a protocol': {
      Task: { ContainerDefinitions: { 0: { PortMappings: { 1: { Name: 'metrics', ContainerPort: 9090 } } } } }, Service: withTestTraffic(),
    },
    'a task definition outside the app': { Service: { TaskDefinition: 'web:3', ...withTestTraffic() } },
  },
});

function portMapping(change: object) { return { ContainerDefinitions: { 0: { PortMappings: { 0: change } } } }; }

function withTestTraffic(TestTrafficRules: object = TEST_TRAFFIC) {
  return { ServiceConnectConfiguration: { Services: { 0: { ClientAliases: { 0: { TestTrafficRules } } } } } };
}
