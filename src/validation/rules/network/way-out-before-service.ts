import { listed } from '../../model/entities/listed';
import { LoadBalancer } from '../../model/entities/load-balancer';
import type { Service } from '../../model/entities/service';
import type { Resource } from '../../model/evaluation/resource';
import { slowWaysOut } from '../../model/queries/ways-out';
import { defineRule } from '../rule';

const BEHIND_NAT = 'a Fargate service behind a NAT gateway';
const UNAWAITED = { Service: { DependsOn: ['Providers'] } };

export default defineRule({
  title: 'A Fargate service with a circuit breaker depends on the NAT routes or VPC endpoints of its subnets',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'A service refers to its subnets, not to their routes and endpoints. CloudFormation creates a NAT gateway or an interface endpoint in minutes. Tasks that start earlier cannot pull their image, and the deployment circuit breaker counts these failures. On deletion, tasks that still run lose their connection.',
  fix: 'Call `service.node.addDependency(vpc.selectSubnets(selection).internetConnectivityEstablished)`, or pass the endpoints to `service.node.defaultChild!.node.addDependency()`; ContainerService depends on both automatically. In CloudFormation: add the routes or endpoints to DependsOn of the service.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html',

  subject: 'service',
  *check(service) {
    const late = lateWaysOut(service);
    if (late.length === 0) { return; }
    yield {
      location: service.resource.dependsOnPlace,
      related: late.map(way => way.at('')),
      message: `${service.resource.logicalId} does not depend on ${listed(late.map(({ logicalId }) => logicalId))}, which its tasks need to start: the circuit breaker counts the tasks that start earlier and fail`,
    };
  },

  scene: 'an isolated Fargate service',
  bad: {
    'interface endpoints': { Service: { DependsOn: ['Providers'] } },
    'one of the endpoints': { Service: { DependsOn: ['Providers', 'EcrApiEndpoint', 'EcrEndpoint'] } },
    'a route to a NAT gateway': { scene: BEHIND_NAT, change: UNAWAITED },
  },
  good: {
    'a service without a circuit breaker': { Service: { DependsOn: ['Providers'], DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: false } } } },
    'a service that waits for a load balancer': {
      Service: { DependsOn: ['Providers', 'Balancer'] },
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: 'internal', Subnets: ['subnet-0a1b2c3d4e5f60720', 'subnet-0a1b2c3d4e5f60721'] } },
    },
    'a service without tasks': { Service: { DependsOn: ['Providers'], DesiredCount: 0 } },
    'a service on instances, which pull the images': { Service: { DependsOn: ['Providers'], LaunchType: 'EC2' }, Task: { RequiresCompatibilities: ['EC2'] } },
    'an endpoint for another AWS service': { QueueEndpoint: endpointOf('sqs') },
    'an endpoint that only ECS Exec needs': {
      Service: { EnableExecuteCommand: true },
      Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/shop' },
      SessionEndpoint: endpointOf('ssmmessages'),
    },
    'a second endpoint for the same AWS service': { SecondEndpoint: endpointOf('logs', false) },
    'an endpoint under a condition': { EcrApiEndpoint: { Condition: 'HasEndpoint' }, Service: { DependsOn: ['Providers', 'EcrEndpoint', 'LogsEndpoint'] } },
    'a route to a NAT gateway for one network': {
      scene: 'a Fargate service in public subnets',
      change: {
        ToOffice: { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: '192.168.0.0/16', NatGatewayId: { Ref: 'Nat' } } },
        Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'subnet-0a1b2c3d4e5f60718', AllocationId: 'eipalloc-0a1b2c3d4e5f60718' } },
      },
    },
    'a NAT gateway outside the app': { scene: BEHIND_NAT, change: { ...UNAWAITED, WayToNat: { NatGatewayId: 'nat-0a1b2c3d4e5f60718' } } },
  },
});

/** A load balancer takes as long to create as a NAT gateway. */
function waitsForLoadBalancer(service: Resource): boolean {
  return [...service.template.everythingBefore(service)].some(({ type }) => type === LoadBalancer.TYPE);
}

/** The routes and endpoints that CloudFormation may create after the service. */
function lateWaysOut(service: Service): readonly Resource[] {
  const { resource, compute, deployment, isIdle } = service;
  const isCounted = deployment.get('DeploymentCircuitBreaker').flag('Enable').is(true);
  if (!isCounted || isIdle || !compute.is('FARGATE') || waitsForLoadBalancer(resource)) { return []; }
  const late = slowWaysOut(service).filter(ways => ways.every(way => way.coexistsWith(resource) && !resource.waitsFor(way)));
  return [...new Set(late.flat())];
}

function endpointOf(service: string, PrivateDnsEnabled = true) {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.eu-west-1.${service}`,
      VpcId: { Ref: 'Vpc' },
      SubnetIds: [{ Ref: 'SubnetA' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }],
      PrivateDnsEnabled,
    },
  };
}
