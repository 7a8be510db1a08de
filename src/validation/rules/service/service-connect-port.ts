import { portNameProblem } from '../../model/queries/port-name';
import { defineRule } from '../rule';

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
      const problem = portNameProblem(offer.get('PortName'), task);
      if (problem !== undefined) { yield { location: offer.at('PortName'), message: problem }; }
    }
    if (offered.atLeast > 0 && task.networkMode.isOneOf(['host', 'none'])) {
      yield { location: task.node.at('NetworkMode'), message: `NetworkMode is ${task.networkMode}, which Service Connect does not support; use awsvpc or bridge` };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a name of another port': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'web' }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
    'network mode host': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } },
        Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
      },
    },
    'a name of no port': { Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } } },
  },
  good: {
    'a port name under a condition': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: { 'Fn::If': ['Connected', 'http', { Ref: 'AWS::NoValue' }] } }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
    'Service Connect, disabled': { Service: { ServiceConnectConfiguration: { Enabled: false, Namespace: 'local', Services: [{ PortName: 'http' }] } } },
    'a client in network mode host': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { NetworkMode: 'host', ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: undefined }] } } },
        Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local' } },
      },
    },
    'a task definition from a parameter': {
      Service: { TaskDefinition: { Ref: 'AParameter' }, ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
    'containers from a parameter': {
      Task: { ContainerDefinitions: { Ref: 'AParameter' } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
    'the name of a port': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } },
      Service: { ServiceConnectConfiguration: { Enabled: true, Namespace: 'local', Services: [{ PortName: 'http' }] } },
    },
  },
});
