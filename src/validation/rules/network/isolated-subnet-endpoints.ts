import { FARGATE_PLATFORMS_OF_TWO_INTERFACES } from '../../../facts/vpc-endpoints';
import type { Call } from '../../model/call';
import type { Subnet } from '../../model/subnet';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Fargate tasks in subnets without a way out have the VPC endpoints they call',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'ECS pulls images and fetches secrets through the network of the task. Where neither a route nor an endpoint leads to the service, the task stops with ResourceInitializationError or CannotPullContainerError.',
  fix: 'Add the endpoints to the VPC, or a route to a NAT gateway; images have to come from Amazon ECR.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html',

  subject: 'launch',
  *check({ compute, platformVersion, subnets, calls, isIdle, awsvpc }) {
    const hasOneInterface = compute.is('FARGATE') && platformVersion.isNoneOf(FARGATE_PLATFORMS_OF_TWO_INTERFACES);
    if (!hasOneInterface || isIdle) { return; }
    const [isolated] = subnets ?? [];
    if (!isolated || !subnets?.every(({ egress }) => egress.is('none'))) { return; }
    for (const call of calls) {
      const missing = missingFor(call, isolated);
      if (missing.length > 0) {
        const message = `${call.caller} needs ${missing.join(', ')}, which subnet ${isolated.resource.logicalId} has no route or endpoint to`;
        yield { location: awsvpc.at('Subnets'), message, ...call.isOptional ? { severity: 'warning' } : {} };
      }
    }
  },

  scene: 'an isolated Fargate service',
  bad: {
    'no endpoint for logs': { LogsEndpoint: undefined },
    'no gateway to S3, where image layers lie': { S3Endpoint: undefined },
    'a gateway in another route table': {
      S3Endpoint: { RouteTableIds: [{ Ref: 'OtherRoutes' }] },
      OtherRoutes: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: { Ref: 'Vpc' } } },
    },
    'an image from Docker Hub': { Task: { ContainerDefinitions: { 0: { Image: 'nginx:1.27' } } } },
    'a secret': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: { Ref: 'Secret' } }] } } },
      Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
    },
    'a secret of another Region, where no endpoint leads': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbCdEf' }] } } },
      SecretsEndpoint: secretsEndpoint(),
    },
    'ECS Exec': { Service: { EnableExecuteCommand: true }, Task: { TaskRoleArn: 'arn:aws:iam::111122223333:role/shop' } },
  },
  good: {
    'a NAT gateway instead': {
      LogsEndpoint: undefined,
      WayOut: route('0.0.0.0/0', { NatGatewayId: 'nat-0a1b2c3d4e5f60718' }),
    },
    'a transit gateway to some place': {
      LogsEndpoint: undefined,
      WayOut: route('10.0.0.0/8', { TransitGatewayId: 'tgw-0a1b2c3d4e5f60718' }),
    },
    'a registry that may be inside': { Task: { ContainerDefinitions: { 0: { Image: 'registry.example.internal:5000/web:1' } } } },
    'an endpoint of an unknown service': { LogsEndpoint: { ServiceName: { Ref: 'ServiceName' } } },
    'an endpoint through a FIPS name': { LogsEndpoint: { ServiceName: 'com.amazonaws.us-east-1.logs-fips' } },
    'a secret of its own Region': {
      Task: { ContainerDefinitions: { 0: { Secrets: [{ Name: 'PASSWORD', ValueFrom: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf' }] } } },
      SecretsEndpoint: secretsEndpoint(),
    },
    'no tasks': { LogsEndpoint: undefined, Service: { DesiredCount: 0 } },
  },
});

function route(destination: string, gateway: object): object {
  return { Type: 'AWS::EC2::Route', Properties: { RouteTableId: { Ref: 'Routes' }, DestinationCidrBlock: destination, ...gateway } };
}

function missingFor({ services, outside }: Call, subnet: Subnet): readonly string[] {
  return outside === undefined ? services.filter(service => subnet.lacks(service)) : [outside];
}

function secretsEndpoint(): object {
  return {
    Type: 'AWS::EC2::VPCEndpoint',
    Properties: {
      VpcEndpointType: 'Interface',
      ServiceName: 'com.amazonaws.eu-west-1.secretsmanager',
      VpcId: { Ref: 'Vpc' },
      SubnetIds: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
      SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointGroup', 'GroupId'] }],
      PrivateDnsEnabled: true,
    },
  };
}
