import { places } from '../../model/evaluation/places';
import { unknownPortName } from '../../model/queries/port-names';
import { defineRule } from '../rule';

const LATTICE_GROUP = 'AWS::VpcLattice::TargetGroup';

export default defineRule({
  title: 'VPC Lattice uses a named port mapping, and a target group for IP addresses',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS finds the port by the name of a port mapping, and refuses another name: "does not refer to any named PortMapping". Tasks in network mode awsvpc are registered by IP address, which needs a VPC Lattice target group of type IP.',
  fix: 'Set `portName` to the `name` of a port mapping of the container, and type IP of the CfnTargetGroup. In CloudFormation: PortName, Name of the port mapping, Type of AWS::VpcLattice::TargetGroup.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_VpcLatticeConfiguration.html',

  subject: 'service',
  *check({ node, taskDefinition: task, networkMode, application }) {
    for (const place of places(node, 'VpcLatticeConfigurations/*/PortName')) {
      const message = task && unknownPortName(place, task);
      if (message !== undefined) { yield { location: place.location, message }; }
    }
    for (const place of places(node, 'VpcLatticeConfigurations/*/TargetGroupArn')) {
      const group = application.resolve(place, LATTICE_GROUP);
      if (!group) { continue; }
      const type = group.properties.text('Type');
      if (type.differs('IP') && networkMode.is('awsvpc')) {
        yield {
          location: place.location,
          related: [group.at('Type')],
          message: `VPC Lattice target group ${group.logicalId} has type ${type}, but tasks in network mode awsvpc need type IP`,
        };
      }
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'a name of no port in VPC Lattice': { scene: 'a Fargate service', change: { Service: lattice('http') } },
    'a target group of instances': {
      Service: lattice('http', { 'Fn::GetAtt': ['Targets', 'Arn'] }),
      Targets: { Type: LATTICE_GROUP, Properties: { Type: 'INSTANCE', Config: { Port: 80, Protocol: 'HTTP', VpcIdentifier: 'vpc-0a1b2c3d4e5f60718' } } },
    },
  },
  good: {
    'the name of a port': { Service: lattice('http') },
    'a target group of IP addresses': {
      Service: lattice('http', { 'Fn::GetAtt': ['Targets', 'Arn'] }),
      Targets: { Type: LATTICE_GROUP, Properties: { Type: 'IP', Config: { Port: 80, Protocol: 'HTTP', VpcIdentifier: 'vpc-0a1b2c3d4e5f60718' } } },
    },
    'a target group of instances for host ports': {
      scene: 'a service on a capacity provider',
      change: {
        Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 0, Name: 'http' }] } } },
        Service: lattice('http', { 'Fn::GetAtt': ['Targets', 'Arn'] }),
        Targets: { Type: LATTICE_GROUP, Properties: { Type: 'INSTANCE', Config: { Port: 80, Protocol: 'HTTP', VpcIdentifier: 'vpc-0a1b2c3d4e5f60718' } } },
      },
    },
    'a task definition outside the app': { Service: { TaskDefinition: 'web:3', ...lattice('http') } },
    'containers from a parameter': { Task: { ContainerDefinitions: { Ref: 'AParameter' } }, Service: lattice('http') },
  },
});

function lattice(PortName: string, TargetGroupArn: unknown = 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-0a1b2c3d4e5f60718') {
  return { VpcLatticeConfigurations: [{ PortName, RoleArn: 'arn:aws:iam::111122223333:role/lattice', TargetGroupArn }] };
}
