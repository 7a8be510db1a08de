import { GRADUAL_STRATEGIES } from '../../../facts/deployment-strategies';
import { defineRule } from '../rule';

const WITHOUT_BALANCER = { LoadBalancers: undefined, HealthCheckGracePeriodSeconds: undefined };

export default defineRule({
  title: 'A service with linear or canary deployments has a load balancer, Service Connect or VPC Lattice',
  severity: 'warning',
  outcome: 'refused',
  why: 'AWS documents that linear and canary deployments need a load balancer, Service Connect or VPC Lattice, which divides the traffic. Without one of them ECS cannot shift traffic in steps.',
  fix: 'Expose the service with a load balancer or Service Connect, or use blue/green or rolling deployments. In CloudFormation: LoadBalancers or ServiceConnectConfiguration, or Strategy BLUE_GREEN.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/canary-deployment-implementation.html',

  subject: 'service',
  *check({ deployment, deploymentStrategy, node }) {
    const hasNone = ['LoadBalancers', 'VpcLatticeConfigurations'].every(key => node.list(key).isEmpty);
    const connect = node.get('ServiceConnectConfiguration');
    if (deploymentStrategy.isOneOf(GRADUAL_STRATEGIES) && hasNone && (connect.isAbsent || connect.flag('Enabled').is(false))) {
      yield { location: deployment.at('Strategy'), message: `Strategy is ${deploymentStrategy}, but the service has no load balancer, Service Connect or VPC Lattice` };
    }
  },

  scene: 'a Fargate service with blue/green deployments',
  bad: {
    'a linear deployment': { Service: { ...WITHOUT_BALANCER, DeploymentConfiguration: { Strategy: 'LINEAR' } } },
    'a canary deployment with an empty list of load balancers': { Service: { LoadBalancers: [], HealthCheckGracePeriodSeconds: undefined, DeploymentConfiguration: { Strategy: 'CANARY' } } },
    'a canary deployment with disabled Service Connect': {
      Service: { ...WITHOUT_BALANCER, ServiceConnectConfiguration: { Enabled: false }, DeploymentConfiguration: { Strategy: 'CANARY' } },
    },
  },
  good: {
    'a blue/green deployment': { Service: WITHOUT_BALANCER },
    'a canary deployment with Service Connect': {
      Service: { ...WITHOUT_BALANCER, ServiceConnectConfiguration: { Enabled: true, Namespace: 'local' }, DeploymentConfiguration: { Strategy: 'CANARY' } },
    },
    'a linear deployment behind a load balancer': { Service: { DeploymentConfiguration: { Strategy: 'LINEAR' } } },
    'load balancers from a parameter': { Service: { LoadBalancers: { Ref: 'AParameter' }, DeploymentConfiguration: { Strategy: 'LINEAR' } } },
    'a strategy from a parameter': { Service: { ...WITHOUT_BALANCER, DeploymentConfiguration: { Strategy: { Ref: 'AParameter' } } } },
    'a linear deployment with VPC Lattice': {
      Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, Name: 'http' }] } } },
      FromLattice: {
        Type: 'AWS::EC2::SecurityGroupIngress',
        Properties: { GroupId: { 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }, SourcePrefixListId: 'pl-0721453c7ac4ec009', IpProtocol: 'tcp', FromPort: 80, ToPort: 80 },
      },
      Service: {
        ...WITHOUT_BALANCER,
        VpcLatticeConfigurations: [{
          PortName: 'http', RoleArn: 'arn:aws:iam::111122223333:role/lattice', TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111122223333:targetgroup/tg-0a1b2c3d4e5f60718',
        }],
        DeploymentConfiguration: { Strategy: 'LINEAR' },
      },
    },
  },
});
