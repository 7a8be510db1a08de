import { Fn } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity, ContainerService, Exposure, InstanceGroup, InstanceGroupAttributes } from '../../../../src';
import { IMAGE, newStack } from '../../../support/container-service';

const NAME = 'shop-gpu';

function imported(attributes: Partial<InstanceGroupAttributes> = {}, stack = newStack()) {
  return InstanceGroup.fromInstanceGroupAttributes(stack, 'Gpu', { capacityProviderName: NAME, ...attributes });
}

describe('an imported group', () => {
  test('has the name of its capacity provider', () => { expect(imported().capacityProviderName).toBe(NAME); });

  test('creates no resource', () => {
    const stack = newStack();
    imported({}, stack);
    expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Resources');
  });

  test('has x86-64 instances with Linux by default', () => {
    expect(imported()).toMatchObject({ cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX });
  });

  test('has the given CPU architecture and operating system', () => {
    const given = { cpuArchitecture: ecs.CpuArchitecture.ARM64, operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE };
    expect(imported(given)).toMatchObject(given);
  });

  test('has connections with the given security groups', () => {
    const stack = newStack();
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Instances', 'sg-1');
    imported({ securityGroups: [securityGroup] }, stack).connections.allowFromAnyIpv4(ec2.Port.tcpRange(32768, 60999));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-1', FromPort: 32768, ToPort: 60999 });
  });

  test.each(['FARGATE', 'FARGATE_SPOT', 'fargate-like', 'aws-gpu', 'ecs-gpu', 'shop gpu', '', 'x'.repeat(256)])('has no name such as "%s"', name => {
    expect(() => imported({ capacityProviderName: name })).toThrow(/capacityProviderName .*1 to 255 letters, digits, hyphens and underscores/);
  });

  test('may have a name that is known at deployment', () => {
    expect(() => imported({ capacityProviderName: Fn.importValue('GpuProvider') })).not.toThrow();
  });
});

describe('a service on an imported group', () => {
  let template: Template;

  beforeAll(() => {
    const stack = newStack();
    const vpc = new ec2.Vpc(stack, 'Vpc');
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc, hasEc2Capacity: true });
    const group = imported({ cpuArchitecture: ecs.CpuArchitecture.ARM64 }, stack);
    new ContainerService(stack, 'Api', { cluster, image: IMAGE, capacity: Capacity.instances(group, { base: 1 }) });
    template = Template.fromStack(stack);
  });

  test('runs with its capacity provider', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      CapacityProviderStrategy: [{ CapacityProvider: NAME, Base: 1, Weight: 1 }],
      LaunchType: Match.absent(),
    });
  });

  test('has a task definition for EC2', () => {
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { RequiresCompatibilities: ['EC2'], NetworkMode: 'awsvpc' });
  });

  test('needs no force deletion of instances', () => { template.resourceCountIs('Custom::EcsInstanceGroupDeletion', 0); });
});

describe('a load balancer in front of an imported group', () => {
  const { AWS_VPC, BRIDGE, HOST } = ecs.NetworkMode;

  function expose(networkMode: ecs.NetworkMode, securityGroups: boolean, exposure?: Exposure): ContainerService {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc: new ec2.Vpc(stack, 'Vpc'), hasEc2Capacity: true });
    const group = imported(securityGroups ? { securityGroups: [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Instances', 'sg-1')] } : {}, stack);
    return new ContainerService(stack, 'Api', { cluster, image: IMAGE, containerPort: 80, capacity: Capacity.instances(group, { networkMode }), exposure });
  }

  const MESSAGE = "exposure: the load balancer must be admitted by the security groups of 'Stack/Gpu', which are unknown; set securityGroups of InstanceGroup.fromInstanceGroupAttributes, or use ecs.NetworkMode.AWS_VPC";

  test.each([BRIDGE, HOST])('needs its security groups in mode %s', mode => {
    expect(() => expose(mode, false, Exposure.internalAlb())).toThrow(`[Stack/Api] ${MESSAGE}`);
    expect(() => expose(mode, false).expose('More', Exposure.internalAlb())).toThrow(MESSAGE);
    expect(() => expose(mode, true, Exposure.internalAlb())).not.toThrow();
    expect(() => expose(mode, false)).not.toThrow();
  });

  test('needs none in mode awsvpc', () => { expect(() => expose(AWS_VPC, false, Exposure.internalAlb())).not.toThrow(); });
});
