import { Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { addProvider, addWeb, EcsPlace, ENVIRONMENTS, fargateTask, findings, IMAGE, instances, LARGE, managedInstances, onFargate, onProviders, taskOnInstances } from '../support/ecs-apps';

const APPS: Readonly<Record<string, (place: EcsPlace) => void>> = {
  'tasks on dynamic host ports of an Auto Scaling group provider, behind a load balancer': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const group = instances(stack, vpc);
    const provider = addProvider(stack, cluster, group);
    const taskDefinition = taskOnInstances(stack, ecs.NetworkMode.BRIDGE);
    const service = onProviders(stack, cluster, taskDefinition, { capacityProvider: provider.capacityProviderName, weight: 1 });
    const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
    balancer.addListener('Http', { port: 80 }).addTargets('Web', { port: 80, targets: [service] });
    group.connections.allowFrom(balancer, ec2.Port.tcpRange(32768, 65535));
  },
  'tasks with network interfaces on instances of the cluster': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE });
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition: taskOnInstances(stack, ecs.NetworkMode.AWS_VPC), minHealthyPercent: 50 });
  },
  'a daemon in host mode': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE });
    new ecs.Ec2Service(stack, 'Daemon', { cluster, daemon: true, taskDefinition: taskOnInstances(stack, ecs.NetworkMode.HOST, 9100) });
  },
  'a base on demand and the rest on Spot instances': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const demand = addProvider(stack, cluster, instances(stack, vpc, 'Demand'));
    const spot = addProvider(stack, cluster, instances(stack, vpc, 'Spot'));
    onProviders(stack, cluster, taskOnInstances(stack, ecs.NetworkMode.BRIDGE),
      { capacityProvider: demand.capacityProviderName, base: 1, weight: 0 }, { capacityProvider: spot.capacityProviderName, weight: 1 });
  },
  'one provider with a base for all tasks': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = addProvider(stack, cluster, instances(stack, vpc));
    const taskDefinition = taskOnInstances(stack, ecs.NetworkMode.BRIDGE);
    onProviders(stack, cluster, taskDefinition, { capacityProvider: provider.capacityProviderName, base: 2, weight: 0 });
  },
  'placement strategies and constraints on container instances': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE, maxCapacity: 2 });
    new ecs.Ec2Service(stack, 'Service', {
      cluster,
      taskDefinition: taskOnInstances(stack, ecs.NetworkMode.BRIDGE),
      minHealthyPercent: 50,
      placementStrategies: [ecs.PlacementStrategy.spreadAcrossInstances(), ecs.PlacementStrategy.packedByCpu()],
      placementConstraints: [ecs.PlacementConstraint.distinctInstances()],
    });
  },
  'an override with another launch template': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const machineImage = ecs.EcsOptimizedImage.amazonLinux2023();
    const role = new iam.Role(stack, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const userData = ec2.UserData.forLinux();
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
    const arm = new ec2.LaunchTemplate(stack, 'Arm', {
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM), role, userData, securityGroup,
    });
    const group = new autoscaling.AutoScalingGroup(stack, 'Instances', {
      vpc,
      mixedInstancesPolicy: {
        launchTemplate: new ec2.LaunchTemplate(stack, 'Template', { machineImage, role, userData, instanceType: LARGE, securityGroup }),
        launchTemplateOverrides: [{ instanceType: LARGE }, { instanceType: new ec2.InstanceType('m7g.large'), launchTemplate: arm }],
      },
    });
    const provider = addProvider(stack, cluster, group);
    onProviders(stack, cluster, taskOnInstances(stack, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, weight: 1 });
  },
  'Bottlerocket': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const group = instances(stack, vpc, 'Instances', new ecs.BottleRocketImage());
    const provider = new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup: group, machineImageType: ecs.MachineImageType.BOTTLEROCKET });
    cluster.addAsgCapacityProvider(provider);
    onProviders(stack, cluster, taskOnInstances(stack, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, weight: 1 });
  },
  'Managed Instances': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = managedInstances(stack, vpc);
    cluster.addManagedInstancesCapacityProvider(provider);
    const taskDefinition = new ecs.TaskDefinition(stack, 'Task', {
      compatibility: ecs.Compatibility.MANAGED_INSTANCES, cpu: '512', memoryMiB: '1024', networkMode: ecs.NetworkMode.AWS_VPC,
    });
    addWeb(taskDefinition);
    new ecs.FargateService(stack, 'Service', {
      cluster, taskDefinition, minHealthyPercent: 100, capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
    });
  },
  'a task definition for Fargate on Managed Instances, with the default strategy': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = managedInstances(stack, vpc);
    cluster.addManagedInstancesCapacityProvider(provider);
    cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: provider.capacityProviderName, weight: 1 }]);
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: fargateTask(stack), minHealthyPercent: 100 });
    (service.node.findChild('Service') as ecs.CfnService).addPropertyDeletionOverride('LaunchType');
  },
  'an instance role with another name that the infrastructure role can pass': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const role = new iam.Role(stack, 'Instances', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInstanceRolePolicyForManagedInstances')],
    });
    const infrastructureRole = new iam.Role(stack, 'Infrastructure', {
      assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForManagedInstances')],
    });
    const grant = role.grantPassRole(infrastructureRole);
    const provider = managedInstances(stack, vpc, { infrastructureRole, ec2InstanceProfile: new iam.InstanceProfile(stack, 'Profile', { role }) });
    grant.applyBefore(provider);
    cluster.addManagedInstancesCapacityProvider(provider);
  },
  'ECS Anywhere': ({ stack, vpc }) => {
    const taskDefinition = new ecs.ExternalTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('worker', { image: IMAGE, memoryLimitMiB: 256, logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'worker' }) });
    new ecs.ExternalService(stack, 'Service', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, minHealthyPercent: 0 });
  },
  'Fargate with a base, and Fargate Spot': ({ stack, vpc }) => {
    onFargate(stack, new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true }), {
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 4 }],
    });
  },
  'an imported cluster with providers in another app': ({ stack, vpc }) => {
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc });
    onFargate(stack, cluster, { capacityProviderStrategies: [{ capacityProvider: 'shared-spot', weight: 1 }] });
  },
  'a cluster and its provider in another stack': ({ app, stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = addProvider(stack, cluster, instances(stack, vpc));
    const services = new Stack(app, 'Services', { env: stack.account.startsWith('$') ? undefined : { account: stack.account, region: stack.region } });
    onProviders(services, cluster, taskOnInstances(services, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, weight: 1 });
  },
  'a daemon on the instances of a capacity provider': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    addProvider(stack, cluster, instances(stack, vpc));
    new ecs.Ec2Service(stack, 'Daemon', { cluster, daemon: true, taskDefinition: taskOnInstances(stack, ecs.NetworkMode.HOST, 9100) });
  },
  'Fargate, an Auto Scaling group and Managed Instances in one cluster': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, clusterName: 'shared', enableFargateCapacityProviders: true });
    const provider = addProvider(stack, cluster, instances(stack, vpc));
    const managed = managedInstances(stack, vpc);
    cluster.addManagedInstancesCapacityProvider(managed);
    onFargate(stack, cluster, { capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] }, 'Fargate');
    onFargate(stack, cluster, { capacityProviderStrategies: [{ capacityProvider: managed.capacityProviderName, weight: 1 }] }, 'Managed');
    onProviders(stack, cluster, taskOnInstances(stack, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, weight: 1 });
  },
  'providers and a default strategy on the cluster itself': ({ stack, vpc }) => {
    const cluster = new ecs.CfnCluster(stack, 'Cluster', {
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'], defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
    });
    new ecs.CfnService(stack, 'Service', {
      cluster: cluster.ref,
      taskDefinition: fargateTask(stack).taskDefinitionArn,
      networkConfiguration: { awsvpcConfiguration: { subnets: vpc.privateSubnets.map(({ subnetId }) => subnetId) } },
    });
  },
  'a Fargate task without a launch type, with instances in the app': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE });
    new ecs.CfnService(stack, 'Service', {
      cluster: cluster.clusterName,
      taskDefinition: fargateTask(stack).taskDefinitionArn,
      networkConfiguration: { awsvpcConfiguration: { subnets: vpc.privateSubnets.map(({ subnetId }) => subnetId) } },
    });
  },
  'an imported Auto Scaling group': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const group = autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'instances');
    const provider = new ecs.CfnCapacityProvider(stack, 'Provider', { autoScalingGroupProvider: { autoScalingGroupArn: group.autoScalingGroupArn } });
    const association = new ecs.CfnClusterCapacityProviderAssociations(stack, 'Association', {
      cluster: cluster.clusterName,
      capacityProviders: [provider.ref],
      defaultCapacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    });
    const taskDefinition = taskOnInstances(stack, ecs.NetworkMode.BRIDGE).taskDefinitionArn;
    new ecs.CfnService(stack, 'Service', {
      cluster: cluster.clusterName, taskDefinition, desiredCount: 2, capacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    }).addDependency(association);
  },
  'a cluster with a storage key': ({ stack, vpc }) => {
    const key = new kms.Key(stack, 'Key', {
      policy: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [new iam.AccountRootPrincipal()] }),
        ],
      }),
    });
    onFargate(stack, new ecs.Cluster(stack, 'Cluster', { vpc, managedStorageConfiguration: { fargateEphemeralStorageKmsKey: key } }), {});
  },
};

describe.each(ENVIRONMENTS)('an aws-ecs app with valid capacity has no findings %s', (_, env) => {
  test.each(Object.entries(APPS))('%s', (__, build) => { expect(findings(env, build)).toEqual([]); });
});
