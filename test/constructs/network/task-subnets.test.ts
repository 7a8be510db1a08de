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

/** A service in the subnets, created like in ContainerService. */
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

test.each([16, 17])('%d subnets: ECS accepts 16', count => {
  const stack = new Stack(new App(), 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 1,
    natGateways: 1,
    subnetConfiguration: [
      { name: 'public', subnetType: ec2.SubnetType.PUBLIC, cidrMask: 28 },
      ...Array.from({ length: count }, (_, index) => ({ name: `tasks${index}`, subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 })),
    ],
  });
  const subnets = () => new TaskSubnets(stack, { vpc, vpcSubnets: { subnets: vpc.privateSubnets } });
  if (count === 16) { expect(subnets).not.toThrow(); return; }
  expect(subnets).toThrow('[Stack] the subnet selection has 17 subnets; ECS accepts at most 16; set subnetGroupName, availabilityZones or onePerAz in vpcSubnets');
});

describe('by default', () => {
  test('tasks run in private subnets without a public IP address', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc') });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: [{ Ref: Match.stringLikeRegexp('PrivateSubnet1') }, Match.anyValue()] } },
    });
  });

  test('the service depends on the routes of its subnets', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc') });
    Template.fromStack(stack).hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('PrivateSubnet1DefaultRoute')]) });
  });

  test('no endpoints are created if there is a NAT gateway', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc') });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('a VPC without private subnets requires a subnet selection', () => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) })).toThrow('choose its public or isolated subnets with vpcSubnets');
  });
});

describe('in public subnets', () => {
  test('tasks get a public IP address', () => {
    const stack = new Stack();
    run(stack, { vpc: new ec2.Vpc(stack, 'Vpc'), vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } });
  });

  test('images can come from any registry', () => {
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

  test('image layers use the gateway endpoint of S3, which is free', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway', RouteTableIds: Match.anyValue() });
  });

  test('endpoints are below the VPC, with the name of the service as id', () => {
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

  test('endpoints admit the whole VPC, which uses them through private DNS', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: Match.stringLikeRegexp('logs'),
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.0.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' })],
    });
  });

  test('the service depends on its endpoints', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED });
    Template.fromStack(stack).hasResource('AWS::ECS::Service', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Vpcecrapi'), Match.stringLikeRegexp('^Vpclogs')]) });
  });

  test('the VPC can be in another stack', () => {
    const app = new App();
    const network = new Stack(app, 'Network');
    const stack = new Stack(app, 'App');
    run(stack, { vpc: isolatedVpc(network), vpcSubnets: ISOLATED });
    app.synth();
    expect(servicesOf(Template.fromStack(network))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('a security group without outbound traffic allows traffic to the endpoints', () => {
    const app = new App();
    const vpc = isolatedVpc(new Stack(app, 'Network'));
    const stack = new Stack(app, 'App');
    run(stack, { vpc, vpcSubnets: ISOLATED }, [], ECR, [new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false })]);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupEgress', 2);
  });

  test('an existing endpoint of the app is used, and admitted from the stack of the service', () => {
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

  test('an existing endpoint of the app is not created again', () => {
    const stack = new Stack();
    const vpc = isolatedVpc(stack);
    new ec2.CfnVPCEndpoint(stack, 'Logs', { vpcId: vpc.vpcId, serviceName: 'com.amazonaws.eu-west-1.logs', vpcEndpointType: 'Interface' });
    run(stack, { vpc, vpcSubnets: ISOLATED });
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('an endpoint in another VPC does not count', () => {
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
  ])('the image %s is refused, because there is no route to its registry', (image, registry) => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, [], image)).toThrow(`[Default] image '${image}' comes from ${registry}, which tasks in isolated subnets cannot reach through a VPC endpoint`);
  });

  test('an image in a registry that may be inside the network is not refused', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, ['awslogs'], 'registry.corp.example:5000/app');
    expect(servicesOf(Template.fromStack(stack))).toEqual(['logs']);
  });

  test('an image that is known only at deployment is treated as an ECR image', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED }, [], new CfnParameter(stack, 'Image').valueAsString);
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 's3']);
  });

  test('a VPC without DNS is refused, because endpoints need DNS', () => {
    const stack = new Stack();
    const vpc = new ec2.Vpc(stack, 'Vpc', { enableDnsHostnames: false, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
    expect(() => run(stack, { vpc, vpcSubnets: ISOLATED })).toThrow("which is disabled in VPC 'Default/Vpc'; set enableDnsHostnames and enableDnsSupport to true");
  });

  test('no endpoints are created if they are declared as existing', () => {
    const stack = new Stack();
    run(stack, { vpc: isolatedVpc(stack), vpcSubnets: ISOLATED, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.EXISTING });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPCEndpoint', 0);
  });

  test('Stages do not depend on each other through an imported VPC', () => {
    const app = new App();
    for (const name of ['One', 'Two']) {
      const stack = new Stack(new Stage(app, name), 'App');
      run(stack, { vpc: importedVpc(stack), vpcSubnets: ISOLATED, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE });
    }
    expect(() => app.synth()).not.toThrow();
  });
});

describe('in isolated subnets of an imported VPC', () => {
  test('no endpoints are created by default', () => {
    const stack = new Stack();
    expect(() => run(stack, { vpc: importedVpc(stack), vpcSubnets: ISOLATED }, ['awslogs', 'exec']))
      .toThrow("tasks in isolated subnets need VPC endpoints for logs, ssmmessages, ecr.api, ecr.dkr, s3, and it is unknown whether the imported VPC 'Default/Vpc' has them");
  });

  test('endpoints are created if this is set', () => {
    const stack = new Stack();
    run(stack, { vpc: importedVpc(stack), vpcSubnets: ISOLATED, isolatedSubnetEndpoints: IsolatedSubnetEndpoints.CREATE });
    expect(servicesOf(Template.fromStack(stack))).toEqual(['ecr.api', 'ecr.dkr', 'logs', 's3']);
  });

  test('nothing is required while the VPC is not looked up yet', () => {
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
