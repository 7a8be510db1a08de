import { unknownPortName } from '../../model/queries/port-names';
import { defineRule } from '../rule';

const OFFER = { PortName: 'http', ClientAliases: [{ Port: 80 }] };

export default defineRule({
  title: 'Service Connect uses a named port mapping of a task in network mode awsvpc or bridge',
  severity: 'error',
  outcome: 'refused',
  why: 'Service Connect finds the port by the name of a port mapping, and its proxy does not support the network modes host and none. ECS refuses the service.',
  fix: 'Set `portMappingName` to the `name` of a port mapping of the container, with `networkMode` AWS_VPC or BRIDGE. In CloudFormation: PortName, Name of the port mapping, NetworkMode.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts.html',

  subject: 'service',
  *check(service) {
    const connect = service.node.get('ServiceConnectConfiguration');
    const task = service.taskDefinition;
    if (!connect.flag('Enabled').is(true)) { return; }
    if (!task) { return; }
    const offered = connect.list('Services');
    for (const offer of offered) {
      const place = offer.get('PortName');
      const message = unknownPortName(place, task);
      if (message !== undefined) { yield { location: place.location, message }; }
    }
    if (offered.atLeast > 0 && task.networkMode.isOneOf(['host', 'none'])) {
      yield { location: task.node.at('NetworkMode'), message: `NetworkMode is ${task.networkMode}, which Service Connect does not support; use awsvpc or bridge` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a name of another port': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'web' }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } },
    },
    'network mode host': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } },
        Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } },
      },
    },
    'a name of no port': { Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } } },
  },
  good: {
    'a port name under a condition': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: { 'Fn::If': ['Connected', 'http', { Ref: 'AWS::NoValue' }] } }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } },
    },
    'Service Connect, disabled': { Service: { ServiceConnectConfiguration: { Enabled: false, Namespace: 'local', Services: [OFFER] } } },
    'a client in network mode host': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: undefined }] } } },
        Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local' } },
      },
    },
    'a task definition from a parameter': {
      Service: { TaskDefinition: { Ref: 'AParameter' }, ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } },
    },
    'containers from a parameter': {
      Task: { ContainerDefinitions: { Ref: 'AParameter' } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } },
    },
    'the name of a port': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [OFFER] } },
    },
  },
});
