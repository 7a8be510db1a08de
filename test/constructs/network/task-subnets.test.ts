import { App, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { IsolatedSubnetEndpoints } from '../../../src/constructs/network/isolated-subnet-endpoints';
import { TaskSubnets, TaskSubnetsProps } from '../../../src/constructs/network/task-subnets';
import { EndpointFeature } from '../../../src/facts/vpc-endpoints';

const ECR = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1';
const ISOLATED: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

function isolatedVpc(scope: Construct, id = 'Vpc'): ec2.Vpc {
  return new ec2.Vpc(scope, id, { natGateways: 0, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
}

/** A service in the subnets, as the hub makes it. */
function run(scope: Construct, props: TaskSubnetsProps, needs: readonly EndpointFeature[] = ['awslogs'], image = ECR, groups?: ec2.ISecurityGroup[]): TaskSubnets {
  const subnets = new TaskSubnets(scope, props);
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDef');
  taskDefinition.addContainer('web', { image: ecs.ContainerImage.fromRegistry(image) });
  const service = new ecs.FargateService(scope, 'Service', {
    cluster: new ecs.Cluster(scope, 'Cluster', { vpc: props.vpc }),
    taskDefinition,
    vpcSubnets: subnets.selection,
    assignPublicIp: subnets.assignPublicIp,
    securityGroups: groups,
  });
  subnets.connect(service);
  subnets.need(() => needs, [image]);
  return subnets;
}

function servicesOf(template: Template): string[] {
  return Object.values(template.findResources('AWS::EC2::VPCEndpoint'))
    .map(endpoint => /\.((ecr\.)?\w+)"[^"]*$/.exec(JSON.stringify(endpoint.Properties.ServiceName))?.[1] ?? '')
    .sort();
}

describe('by default', () => {
  test('tasks run in private subnets without an address of their own', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc') });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: [{ Ref: Match.stringLikeRegexp('PrivateSubnet1') }, Match.anyValue()] } },
    });
  });

  test('the service waits for the routes of its subnets', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc') });
    Template.fromStack(stack).hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('PrivateSubnet1DefaultRoute')]) });
  });

  test('nothing is created where a NAT gateway leads out', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc') });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('a VPC without private subnets asks which of its subnets are meant', () => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) })).toThrow('choose its public or isolated subnets with vpcSubnets');
  });
});

describe('in public subnets', () => {
  test('tasks get the address without which they reach nothing', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } });
  });

  test('images may come from everywhere', () => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: new ec2.Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, [], 'nginx')).not.toThrow();
  });
});

describe('in isolated subnets', () => {
  test.each<[readonly EndpointFeature[], string[]]>([
    [[], ['ecr.api', 'ecr.dkr', 's3']],
    [['awslogs'], ['ecr.api', 'ecr.dkr', 'logs', 's3']],
    [['awslogs', 'secretsManager', 'parameterStore'], ['ecr.api', 'ecr.dkr', 'logs', 's3', 'secretsmanager', 'ssm']],
    [['exec', 'execKey'], ['ecr.api', 'ecr.dkr', 'kms', 's3', 'ssmmessages']],
  ])('a task that needs %p gets exactly its endpoints', (needs, services) => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, needs);
    expect(servicesOf(Template.fromStack(stack))).toEqual(services);
  });

  test('image layers come by the route to S3, which costs nothing', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: Match.anyValue() });
  });

  test('endpoints live under the VPC by the name of the service', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    run(stack, { vpc, vpcSubnets: ISOLATED });
    expect(vpc.node.children.map(child => child.node.id)).toEqual(expect.arrayContaining(['ecr.api', 'ecr.dkr', 's3', 'logs']));
  });

  test('a second service shares the endpoints of the first', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    run(new Construct(stack, 'One'), { vpc, vpcSubnets: ISOLATED });
    run(new Construct(stack, 'Two'), { vpc, vpcSubnets: ISOLATED }, ['awslogs', 'parameterStore']);
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3', 'ssm']);
  });

  test('endpoints admit the whole VPC, which private DNS leads to them', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('logs'),
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })],
    });
  });

  test('the service waits for its endpoints', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Vpcecrapi'), Match.stringLikeRegexp('^Vpclogs')]) });
  });

  test('the VPC may live in another stack', () => {
    const app = new App();
    const network = new Stack(app, 'Network');
    const stack = new Stack(app, 'App');
    run(stack, { vpc: isolatedVpc(network), vpcSubnets: ISOLATED });
    app.synth();
    expect(servicesOf(Template.fromStack(network))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('a security group that lets nothing out is opened towards the endpoints', () => {
    const app = new App();
    const vpc = isolatedVpc(new Stack(app, 'Network'));
    const stack = new Stack(app, 'App');
    run(stack, { vpc, vpcSubnets: ISOLATED }, [], ECR, [new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false })]);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupEgress', 2);
  });

  test('an endpoint that the app made itself is used, and opened from the side of the service', () => {
    const app = new App();
    const network = new Stack(app, 'Network');
    const vpc = isolatedVpc(network);
    vpc.addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS, open: false });
    const stack = new Stack(app, 'App');
    run(stack, { vpc, vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 443,
      GroupId: { 'Fn::ImportValue': Match.stringLikeRegexp('VpcLogsSecurityGroup') },
      SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ServiceSecurityGroup'), 'GroupId'] },
    });
  });

  test('an endpoint that the app made itself is not made again', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    new ec2.CfnVPCEndpoint(stack, 'Logs', { vpcId: vpc.vpcId, serviceName: 'com.amazonaws.eu-west-1.logs', vpcEndpointType: 'Interface' });
    run(stack, { vpc, vpcSubnets: ISOLATED });
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('an endpoint of another VPC does not count', () => {
    const stack = new Stack();
    isolatedVpc(stack, 'Other').addInterfaceEndpoint('Logs', { service: ec2.InterfaceVpcEndpointAwsService.CLOUDWATCH_LOGS });
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 'logs', 's3']);
  });

  test.each([
    ['nginx', 'docker.io'],
    ['library/nginx:1.27', 'docker.io'],
    ['public.ecr.aws/nginx/nginx', 'public.ecr.aws'],
    ['ghcr.io/org/app@sha256:abc', 'ghcr.io'],
  ])('the image %s is refused, since nothing leads to its registry', (image, registry) => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, [], image)).toThrow(`[Default] image '${image}' comes from ${registry}, which tasks in isolated subnets cannot reach through a VPC endpoint`);
  });

  test('an image of a registry that may be inside the network is left alone', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, ['awslogs'], 'registry.corp.example:5000/app');
    expect(servicesOf(Template.fromStack(stack))).toEqual(['logs']);
  });

  test('an image that is only known at deployment is taken for one of ECR', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, [], new CfnParameter(stack, 'Image').valueAsString);
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 's3']);
  });

  test('a VPC without DNS is refused, since endpoints are found by it', () => {
    const stack = new Stack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { enableDnsHostnames: false, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    expect(() => run(stack, { vpc, vpcSubnets: ISOLATED })).toThrow("which is disabled in VPC 'Default/Vpc'; set enableDnsHostnames and enableDnsSupport to true");
  });

  test('nothing is created when the endpoints are said to exist', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.EXISTING });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('stages do not wait for each other over one imported VPC', () => {
    const app = new App();
    for (const name of ['One', 'Two']) {
      const stack = new Stack(new Stage(app, name), 'App');
      run(stack, { vpc: importedVpc(stack), vpcSubnets: ISOLATED, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE });
    }
    expect(() => app.synth()).not.toThrow();
  });
});

describe('in isolated subnets of an imported VPC', () => {
  test('nothing is created silently', () => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: importedVpc(stack), vpcSubnets: ISOLATED }, ['awslogs', 'exec']))
      .toThrow("tasks in isolated subnets need VPC endpoints for logs, ssmmessages, ecr.api, ecr.dkr, s3, and it is unknown whether the imported VPC 'Default/Vpc' has them");
  });

  test('endpoints are created when that is said', () => {
    const stack = new Stack();
    run(stack, { vpc: importedVpc(stack), vpcSubnets: ISOLATED, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE });
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('nothing is asked while the VPC has not been looked up', () => {
    const stack = new Stack(new App(), 'App', { env: { account: '111122223333', region: 'eu-west-1' } });
    expect(() => run(stack, { vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-1' }), vpcSubnets: ISOLATED })).not.toThrow();
  });
});

function importedVpc(scope: Construct): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidrBlock: '10.1.0.0/16',
    availabilityZones: ['a', 'b'],
    isolatedSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    isolatedSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
  });
}
