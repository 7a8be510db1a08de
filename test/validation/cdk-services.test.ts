import { App, Duration, Size, Stack, Tags } from 'aws-cdk-lib';
import * as pca from 'aws-cdk-lib/aws-acmpca';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/source';

interface Place {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
}

const ENVIRONMENTS = [
  ['in any account', undefined],
  ['in a known account', { account: '111122223333', region: 'eu-west-1' }],
] as const;

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4');
const LARGE = ec2.InstanceType.of(ec2.InstanceClass.M7I, ec2.InstanceSize.LARGE);

const APPS: Readonly<Record<string, (place: Place) => void>> = {
  'tasks on dynamic ports of an Auto Scaling group provider, behind a load balancer': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const group = instances(stack, vpc);
    const provider = addProvider(stack, cluster, group);
    const service = onProviders(stack, cluster, taskOnInstances(stack, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, weight: 1 });
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
    onProviders(stack, cluster, taskOnInstances(stack, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, base: 2, weight: 0 });
  },
  'placement strategies and constraints on instances': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE });
    new ecs.Ec2Service(stack, 'Service', {
      cluster,
      taskDefinition: taskOnInstances(stack, ecs.NetworkMode.BRIDGE),
      minHealthyPercent: 50,
      placementStrategies: [ecs.PlacementStrategy.spreadAcrossInstances(), ecs.PlacementStrategy.packedByCpu()],
      placementConstraints: [ecs.PlacementConstraint.distinctInstances()],
    });
  },
  'an override with a launch template of its own': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const machineImage = ecs.EcsOptimizedImage.amazonLinux2023();
    const role = new iam.Role(stack, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') });
    const userData = ec2.UserData.forLinux();
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc });
    const arm = new ec2.LaunchTemplate(stack, 'Arm', {
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.ARM), role, userData: ec2.UserData.forLinux(), securityGroup,
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
  'a task definition for Fargate on Managed Instances, by the default strategy': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = managedInstances(stack, vpc);
    cluster.addManagedInstancesCapacityProvider(provider);
    cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: provider.capacityProviderName, weight: 1 }]);
    const service = new ecs.FargateService(stack, 'Service', { cluster, taskDefinition: fargateTask(stack), minHealthyPercent: 100 });
    (service.node.findChild('Service') as ecs.CfnService).addPropertyDeletionOverride('LaunchType');
  },
  'an instance role of another name that the infrastructure role may pass': ({ stack, vpc }) => {
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
  'a server and a client of Service Connect': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'local', useForServiceConnect: true } });
    const server = onFargate(stack, cluster, { serviceConnectConfiguration: { services: [{ portMappingName: 'http', dnsName: 'web', port: 80 }] } });
    const client = onFargate(stack, cluster, { serviceConnectConfiguration: {} }, 'Client');
    server.connections.allowFrom(client, ec2.Port.tcp(80));
    client.node.addDependency(server);
  },
  'Service Connect with TLS, by the AWS managed policy and a tag': place => {
    const authority = certificateAuthority(place.stack);
    Tags.of(authority).add('AmazonECSManaged', 'true');
    const policy = 'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity';
    connectWithTls(place, authority, { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(policy)] });
  },
  'Service Connect with TLS, by statements for an authority without the tag': place => {
    const authority = certificateAuthority(place.stack);
    const statements = [
      new iam.PolicyStatement({ actions: ['acm-pca:IssueCertificate', 'acm-pca:Get*', 'acm-pca:DescribeCertificateAuthority'], resources: [authority.attrArn] }),
      new iam.PolicyStatement({ actions: ['secretsmanager:*'], resources: ['arn:aws:secretsmanager:*:*:secret:ecs-sc!*'] }),
    ];
    connectWithTls(place, authority, { inlinePolicies: { tls: new iam.PolicyDocument({ statements }) } });
  },
  'ECS Exec, logged to an encrypted log group and a bucket': ({ stack, vpc }) => {
    const kmsKey = new kms.Key(stack, 'Key');
    const cluster = new ecs.Cluster(stack, 'Cluster', {
      vpc,
      executeCommandConfiguration: {
        kmsKey,
        logging: ecs.ExecuteCommandLogging.OVERRIDE,
        logConfiguration: {
          cloudWatchLogGroup: new logs.LogGroup(stack, 'Sessions', { encryptionKey: kmsKey }),
          cloudWatchEncryptionEnabled: true,
          s3Bucket: new s3.Bucket(stack, 'Bucket', { encryptionKey: kmsKey }),
          s3EncryptionEnabled: true,
          s3KeyPrefix: 'sessions',
        },
      },
    });
    onFargate(stack, cluster, { enableExecuteCommand: true });
  },
  'ECS Exec with a task role of the account': ({ stack, vpc }) => {
    const taskRole = iam.Role.fromRoleArn(stack, 'TaskRole', 'arn:aws:iam::111122223333:role/app');
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole });
    addWeb(taskDefinition);
    new ecs.FargateService(stack, 'Service', {
      cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, enableExecuteCommand: true, minHealthyPercent: 100,
    });
  },
  'Fargate with a base, and Fargate Spot': ({ stack, vpc }) => {
    onFargate(stack, new ecs.Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true }), {
      capacityProviderStrategies: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 4 }],
    });
  },
  'an imported cluster with providers of another app': ({ stack, vpc }) => {
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc });
    onFargate(stack, cluster, { capacityProviderStrategies: [{ capacityProvider: 'shared-spot', weight: 1 }] });
  },
  'a cluster and its provider in another stack': ({ app, stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = addProvider(stack, cluster, instances(stack, vpc));
    const services = new Stack(app, 'Services', { env: stack.account.startsWith('$') ? undefined : { account: stack.account, region: stack.region } });
    onProviders(services, cluster, taskOnInstances(services, ecs.NetworkMode.BRIDGE), { capacityProvider: provider.capacityProviderName, weight: 1 });
  },
  'an EBS volume of each task': ({ stack, vpc }) => {
    const taskDefinition = fargateTask(stack);
    const service = new ecs.FargateService(stack, 'Service', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, minHealthyPercent: 100 });
    const volume = new ecs.ServiceManagedVolume(stack, 'Volume', { name: 'data', managedEBSVolume: { size: Size.gibibytes(20), fileSystemType: ecs.FileSystemType.XFS } });
    volume.mountIn(taskDefinition.defaultContainer!, { containerPath: '/data', readOnly: false });
    taskDefinition.addVolume(volume);
    service.addVolume(volume);
  },
  'a shared file system': ({ stack, vpc }) => {
    const fileSystem = new efs.FileSystem(stack, 'Files', { vpc });
    const taskDefinition = fargateTask(stack);
    taskDefinition.addVolume({ name: 'files', efsVolumeConfiguration: { fileSystemId: fileSystem.fileSystemId, transitEncryption: 'ENABLED' } });
    taskDefinition.defaultContainer!.addMountPoints({ sourceVolume: 'files', containerPath: '/files', readOnly: false });
    const service = new ecs.FargateService(stack, 'Service', { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, minHealthyPercent: 100 });
    fileSystem.connections.allowDefaultPortFrom(service);
    service.node.addDependency(fileSystem.mountTargetsAvailable);
  },
  'blue/green deployments with a hook': ({ stack, vpc }) => {
    const service = onFargate(stack, new ecs.Cluster(stack, 'Cluster', { vpc }), { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN, bakeTime: Duration.minutes(5) });
    const hook = new lambda.Function(stack, 'Hook', {
      runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline("exports.handler = async () => ({ hookStatus: 'SUCCEEDED' });"),
    });
    service.addLifecycleHook(new ecs.DeploymentLifecycleLambdaTarget(hook, 'Check', { lifecycleStages: [ecs.DeploymentLifecycleStage.POST_SCALE_UP] }));
    const balancer = new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
    const group = (id: string) => new elb.ApplicationTargetGroup(stack, id, { vpc, port: 80, targetType: elb.TargetType.IP });
    const [blue, green] = [group('Blue'), group('Green')];
    const listener = balancer.addListener('Http', { port: 80, defaultAction: elb.ListenerAction.fixedResponse(404) });
    const production = new elb.ApplicationListenerRule(stack, 'Production', {
      listener,
      priority: 1,
      conditions: [elb.ListenerCondition.pathPatterns(['/*'])],
      action: elb.ListenerAction.weightedForward([{ targetGroup: blue, weight: 100 }, { targetGroup: green, weight: 0 }]),
    });
    const target = service.loadBalancerTarget({
      containerName: 'web',
      containerPort: 80,
      alternateTarget: new ecs.AlternateTarget('Alternate', { alternateTargetGroup: green, productionListener: ecs.ListenerRuleConfiguration.applicationListenerRule(production) }),
    });
    target.attachToApplicationTargetGroup(blue);
    service.connections.allowFrom(balancer, ec2.Port.tcp(80));
  },
  'a daemon on a capacity provider': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = addProvider(stack, cluster, instances(stack, vpc));
    new ecs.Ec2Service(stack, 'Daemon', {
      cluster,
      daemon: true,
      taskDefinition: taskOnInstances(stack, ecs.NetworkMode.HOST, 9100),
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
    });
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
  'a Fargate task without a launch type, where the app launches instances': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE });
    new ecs.CfnService(stack, 'Service', {
      cluster: cluster.clusterName,
      taskDefinition: fargateTask(stack).taskDefinitionArn,
      networkConfiguration: { awsvpcConfiguration: { subnets: vpc.privateSubnets.map(({ subnetId }) => subnetId) } },
    });
  },
  'an Auto Scaling group of the account': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const group = autoscaling.AutoScalingGroup.fromAutoScalingGroupName(stack, 'Group', 'instances');
    const provider = new ecs.CfnCapacityProvider(stack, 'Provider', { autoScalingGroupProvider: { autoScalingGroupArn: group.autoScalingGroupArn } });
    new ecs.CfnClusterCapacityProviderAssociations(stack, 'Association', {
      cluster: cluster.clusterName, capacityProviders: [provider.ref], defaultCapacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    });
    const taskDefinition = taskOnInstances(stack, ecs.NetworkMode.BRIDGE).taskDefinitionArn;
    new ecs.CfnService(stack, 'Service', {
      cluster: cluster.clusterName, taskDefinition, desiredCount: 2, capacityProviderStrategy: [{ capacityProvider: provider.ref, weight: 1 }],
    });
  },
  'a load-balanced pattern on instances': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    cluster.addCapacity('Instances', { instanceType: LARGE, desiredCapacity: 2 });
    new patterns.ApplicationLoadBalancedEc2Service(stack, 'Web', { cluster, memoryLimitMiB: 512, taskImageOptions: { image: IMAGE }, minHealthyPercent: 50 });
  },
  'a queue worker on a capacity provider': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const provider = addProvider(stack, cluster, instances(stack, vpc));
    new patterns.QueueProcessingEc2Service(stack, 'Worker', {
      cluster,
      image: IMAGE,
      memoryLimitMiB: 512,
      minHealthyPercent: 50,
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
    });
  },
  'tasks registered in Cloud Map with SRV records': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'local' } });
    cluster.addCapacity('Instances', { instanceType: LARGE });
    const taskDefinition = taskOnInstances(stack, ecs.NetworkMode.BRIDGE);
    const cloudMapOptions: ecs.CloudMapOptions = { name: 'web', dnsRecordType: cloudmap.DnsRecordType.SRV, container: taskDefinition.defaultContainer, containerPort: 80 };
    new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 50, cloudMapOptions });
  },
  'a task set of an external deployment controller': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    const service = new ecs.CfnService(stack, 'Service', { cluster: cluster.clusterName, deploymentController: { type: 'EXTERNAL' }, desiredCount: 2 });
    const tasks = new ecs.CfnTaskSet(stack, 'Tasks', {
      cluster: cluster.clusterName,
      service: service.attrName,
      taskDefinition: fargateTask(stack).taskDefinitionArn,
      launchType: 'FARGATE',
      scale: { unit: 'PERCENT', value: 100 },
      networkConfiguration: { awsVpcConfiguration: { subnets: vpc.privateSubnets.map(({ subnetId }) => subnetId) } },
    });
    new ecs.CfnPrimaryTaskSet(stack, 'Primary', { cluster: cluster.clusterName, service: service.attrName, taskSetId: tasks.attrId });
  },
  'a cluster whose storage has a key': ({ stack, vpc }) => {
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

describe.each(ENVIRONMENTS)('an app of aws-ecs that works reports nothing %s', (_, env) => {
  test.each(Object.entries(APPS))('%s', (__, build) => { expect(findings(env, build)).toEqual([]); });
});

function instances(stack: Stack, vpc: ec2.Vpc, id = 'Instances', machineImage: ec2.IMachineImage = ecs.EcsOptimizedImage.amazonLinux2023()): autoscaling.AutoScalingGroup {
  const launchTemplate = new ec2.LaunchTemplate(stack, `${id}Template`, {
    machineImage,
    instanceType: LARGE,
    userData: machineImage instanceof ecs.BottleRocketImage ? ec2.UserData.custom('') : ec2.UserData.forLinux(),
    securityGroup: new ec2.SecurityGroup(stack, `${id}Group`, { vpc }),
    role: new iam.Role(stack, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
  });
  return new autoscaling.AutoScalingGroup(stack, id, { vpc, launchTemplate, maxCapacity: 4 });
}

function addProvider(stack: Stack, cluster: ecs.Cluster, autoScalingGroup: autoscaling.AutoScalingGroup): ecs.AsgCapacityProvider {
  const provider = new ecs.AsgCapacityProvider(stack, `${autoScalingGroup.node.id}Provider`, { autoScalingGroup });
  cluster.addAsgCapacityProvider(provider);
  return provider;
}

function managedInstances(stack: Stack, vpc: ec2.Vpc, props: Partial<ecs.ManagedInstancesCapacityProviderProps> = {}): ecs.ManagedInstancesCapacityProvider {
  return new ecs.ManagedInstancesCapacityProvider(stack, 'Provider', {
    subnets: vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'ManagedGroup', { vpc })], ...props,
  });
}

function addWeb(task: ecs.TaskDefinition, hostPort?: number): void {
  task.addContainer('web', {
    image: IMAGE, cpu: 256, memoryLimitMiB: 512, portMappings: [{ ...hostPort === undefined ? { name: 'http' } : {}, containerPort: hostPort ?? 80, hostPort }], logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }),
  });
}

function taskOnInstances(stack: Stack, networkMode: ecs.NetworkMode, hostPort?: number): ecs.Ec2TaskDefinition {
  const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode });
  addWeb(task, hostPort);
  return task;
}

function fargateTask(stack: Stack, id = 'Task'): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, id, { cpu: 512, memoryLimitMiB: 1024 });
  addWeb(task);
  return task;
}

function onProviders(stack: Stack, cluster: ecs.ICluster, taskDefinition: ecs.TaskDefinition, ...capacityProviderStrategies: ecs.CapacityProviderStrategy[]): ecs.Ec2Service {
  return new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, capacityProviderStrategies, desiredCount: 2, minHealthyPercent: 50 });
}

function onFargate(stack: Stack, cluster: ecs.ICluster, props: Partial<ecs.FargateServiceProps>, id = ''): ecs.FargateService {
  return new ecs.FargateService(stack, `${id}Service`, { cluster, taskDefinition: fargateTask(stack, `${id}Task`), desiredCount: 2, minHealthyPercent: 100, ...props });
}

function certificateAuthority(stack: Stack): pca.CfnCertificateAuthority {
  return new pca.CfnCertificateAuthority(stack, 'Authority', {
    keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', type: 'ROOT', subject: { commonName: 'local' }, usageMode: 'SHORT_LIVED_CERTIFICATE',
  });
}

function connectWithTls({ stack, vpc }: Place, authority: pca.CfnCertificateAuthority, props: Partial<iam.RoleProps>): void {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'local', useForServiceConnect: true } });
  const role = new iam.Role(stack, 'Infrastructure', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'), ...props });
  const awsPcaAuthorityArn = authority.attrArn;
  onFargate(stack, cluster, { serviceConnectConfiguration: { services: [{ portMappingName: 'http', tls: { role, awsPcaAuthorityArn } }] } });
}

/** What is reported, and where. */
function findings(env: { readonly account: string; readonly region: string } | undefined, build: (place: Place) => void): string[] {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  const stack = new Stack(app, 'App', { env });
  build({ app, stack, vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) });
  const sources = app.synth().stacks.map(({ templateFile, stackName, template }) => (
    { name: templateFile, stackName, template: template as RawTemplate, ...env }));
  return validate(sources).map(({ rule: { id }, severity, logicalId, path, message }) => `${severity} ${id} ${logicalId}.${path}: ${message}`);
}
