import { Duration, Size, Stack, Tags } from 'aws-cdk-lib';
import * as pca from 'aws-cdk-lib/aws-acmpca';
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
import { addProvider, addWeb, EcsPlace, ENVIRONMENTS, fargateTask, findings, IMAGE, instances, LARGE, onFargate, taskOnInstances } from '../support/ecs-apps';

const APPS: Readonly<Record<string, (place: EcsPlace) => void>> = {
  'a server and a client of Service Connect': ({ stack, vpc }) => {
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'local', useForServiceConnect: true } });
    const server = onFargate(stack, cluster, { serviceConnectConfiguration: { services: [{ portMappingName: 'http', dnsName: 'web', port: 80 }] } });
    const client = onFargate(stack, cluster, { serviceConnectConfiguration: {} }, 'Client');
    server.connections.allowFrom(client, ec2.Port.tcp(80));
    // it depends only on the resource, because its security group is in a rule of the server
    client.node.defaultChild!.node.addDependency(server);
  },
  'Service Connect with TLS, with the AWS managed policy and a tag': place => {
    const authority = certificateAuthority(place.stack);
    Tags.of(authority).add('AmazonECSManaged', 'true');
    const policy = 'service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity';
    connectWithTls(place, authority, { managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName(policy)] });
  },
  'Service Connect with TLS, with statements for an authority without the tag': place => {
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
  'ECS Exec with an imported task role': ({ stack, vpc }) => {
    const taskRole = iam.Role.fromRoleArn(stack, 'TaskRole', 'arn:aws:iam::111122223333:role/app');
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole });
    addWeb(taskDefinition);
    new ecs.FargateService(stack, 'Service', {
      cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, enableExecuteCommand: true, minHealthyPercent: 100,
    });
  },
  'an EBS volume for each task': ({ stack, vpc }) => {
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
  'a load-balanced pattern on container instances': ({ stack, vpc }) => {
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
};

describe.each(ENVIRONMENTS)('an aws-ecs app with valid services has no findings %s', (_, env) => {
  test.each(Object.entries(APPS))('%s', (__, build) => { expect(findings(env, build)).toEqual([]); });
});

function certificateAuthority(stack: Stack): pca.CfnCertificateAuthority {
  return new pca.CfnCertificateAuthority(stack, 'Authority', {
    keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', type: 'ROOT', subject: { commonName: 'local' }, usageMode: 'SHORT_LIVED_CERTIFICATE',
  });
}

function connectWithTls({ stack, vpc }: EcsPlace, authority: pca.CfnCertificateAuthority, props: Partial<iam.RoleProps>): void {
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, defaultCloudMapNamespace: { name: 'local', useForServiceConnect: true } });
  const role = new iam.Role(stack, 'Infrastructure', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'), ...props });
  const awsPcaAuthorityArn = authority.attrArn;
  onFargate(stack, cluster, { serviceConnectConfiguration: { services: [{ portMappingName: 'http', tls: { role, awsPcaAuthorityArn } }] } });
}
