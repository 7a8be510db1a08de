// The services of synthesize-once.js: for each kind of load balancer, our service and its counterpart
const { Duration } = require('aws-cdk-lib');
const { Schedule } = require('aws-cdk-lib/aws-applicationautoscaling');
const autoscaling = require('aws-cdk-lib/aws-autoscaling');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecs = require('aws-cdk-lib/aws-ecs');
const {
  ApplicationLoadBalancedFargateService, NetworkLoadBalancedFargateService, QueueProcessingFargateService, ScheduledFargateTask,
} = require('aws-cdk-lib/aws-ecs-patterns');
const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const iam = require('aws-cdk-lib/aws-iam');
const logs = require('aws-cdk-lib/aws-logs');
const { ScheduleExpression } = require('aws-cdk-lib/aws-scheduler');
const sns = require('aws-cdk-lib/aws-sns');
const { Capacity, ContainerService, DaemonService, Deployment, EcsCluster, Exposure, ScheduledJob, SharedAlb, WorkerService } = require('../lib');

const image = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');
const container = (exposureOf, deployment) => (scope, id, { cluster, edge }) => new ContainerService(scope, id, {
  cluster, image, containerPort: 80, exposure: exposureOf(id, edge), deployment,
});
/** Explicit priorities, because two of a hundred computed ones may be equal, which fails. */
const priorityOf = id => Number(/\d+$/.exec(id)[0]) + 1;
const hostOf = id => `${id.toLowerCase()}.example.com`;

/** The same service with the same settings, written with aws-ecs. In aws-ecs-patterns, the load balancer cannot be in another stack. */
function behindRule(scope, id, { cluster, edge }) {
  const targetGroup = targets(scope, `${id}Targets`, cluster, [plainService(scope, id, cluster)]);
  new elbv2.ApplicationListenerRule(scope, `${id}Rule`, {
    listener: edge,
    priority: priorityOf(id),
    conditions: [elbv2.ListenerCondition.hostHeaders([hostOf(id)])],
    targetGroups: [targetGroup],
  });
}

/** The same service deployed blue/green, with the alternate target of aws-ecs and an L2 rule. */
function blueGreenBehindRule(scope, id, { cluster, edge }) {
  const service = plainService(scope, id, cluster, { deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN, bakeTime: Duration.minutes(5) });
  const [blue, green] = ['Blue', 'Green'].map(color => targets(scope, `${id}${color}`, cluster));
  const rule = new elbv2.ApplicationListenerRule(scope, `${id}Rule`, {
    listener: edge,
    priority: priorityOf(id),
    conditions: [elbv2.ListenerCondition.hostHeaders([hostOf(id)])],
    action: elbv2.ListenerAction.weightedForward([{ targetGroup: blue, weight: 100 }, { targetGroup: green, weight: 0 }]),
  });
  const alternateTarget = new ecs.AlternateTarget(`${id}Alternate`, {
    alternateTargetGroup: green, productionListener: ecs.ListenerRuleConfiguration.applicationListenerRule(rule),
  });
  blue.addTarget(service.loadBalancerTarget({ containerName: 'web', containerPort: 80, alternateTarget }));
}

function plainService(scope, id, cluster, deployment = {}) {
  return new ecs.FargateService(scope, id, {
    cluster,
    taskDefinition: task(scope, id),
    desiredCount: 2,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
    ...deployment,
  });
}

/** The same service on instances, written with aws-ecs. */
function onInstances(scope, id, { cluster, edge: capacityProvider }) {
  const taskDefinition = withContainer(scope, id, new ecs.Ec2TaskDefinition(scope, `${id}Task`, { networkMode: ecs.NetworkMode.AWS_VPC }), {
    cpu: 512, memoryLimitMiB: 1024,
  });
  return new ecs.Ec2Service(scope, id, {
    cluster,
    taskDefinition,
    desiredCount: 2,
    minHealthyPercent: 100,
    circuitBreaker: { rollback: true },
    capacityProviderStrategies: [{ capacityProvider: capacityProvider.capacityProviderName, weight: 1 }],
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
  });
}

/** The same daemon, written with aws-ecs. */
function daemonOnInstances(scope, id, { cluster }) {
  const taskDefinition = withContainer(scope, id, new ecs.Ec2TaskDefinition(scope, `${id}Task`, { networkMode: ecs.NetworkMode.BRIDGE }), {
    memoryLimitMiB: 128,
  });
  return new ecs.Ec2Service(scope, id, {
    cluster,
    taskDefinition,
    daemon: true,
    circuitBreaker: { rollback: true },
    enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
  });
}

const INSTANCE_TYPE = 'm7i.large';
/** An instance has network interfaces for two tasks. */
const MAX_INSTANCES = 200;

function plainInstances(scope, vpc, cluster) {
  const autoScalingGroup = new autoscaling.AutoScalingGroup(scope, 'Instances', {
    vpc,
    maxCapacity: MAX_INSTANCES,
    launchTemplate: new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
      instanceType: new ec2.InstanceType(INSTANCE_TYPE),
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
      requireImdsv2: true,
      securityGroup: new ec2.SecurityGroup(scope, 'InstanceSecurityGroup', { vpc }),
      role: new iam.Role(scope, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      userData: ec2.UserData.forLinux(),
    }),
  });
  const capacityProvider = new ecs.AsgCapacityProvider(scope, 'CapacityProvider', { autoScalingGroup });
  cluster.addAsgCapacityProvider(capacityProvider);
  return capacityProvider;
}

function targets(scope, id, cluster, services) {
  return new elbv2.ApplicationTargetGroup(scope, id, {
    vpc: cluster.vpc,
    port: 80,
    targets: services,
    targetType: elbv2.TargetType.IP,
    deregistrationDelay: Duration.seconds(60),
    healthCheck: { interval: Duration.seconds(10), healthyThresholdCount: 2, unhealthyThresholdCount: 5 },
  });
}

function task(scope, id) {
  const taskDefinition = new ecs.FargateTaskDefinition(scope, `${id}Task`, {
    cpu: 512,
    memoryLimitMiB: 1024,
    runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
  });
  return withContainer(scope, id, taskDefinition);
}

function withContainer(scope, id, taskDefinition, size = {}) {
  const logGroup = new logs.LogGroup(scope, `${id}Logs`, { retention: logs.RetentionDays.THREE_MONTHS });
  taskDefinition.addContainer('web', { ...size, image, portMappings: [{ containerPort: 80 }], logging: ecs.LogDrivers.awsLogs({ streamPrefix: id, logGroup }) });
  return taskDefinition;
}

function plainEdge(scope, vpc) {
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'Edge', { vpc, internetFacing: true });
  return loadBalancer.addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
}

const ourInstances = {
  cluster: (scope, vpc) => new EcsCluster(scope, 'Cluster', { vpc }),
  edge: (scope, vpc, cluster) => cluster.addInstances('Instances', { instanceTypes: [new ec2.InstanceType(INSTANCE_TYPE)], maxInstances: MAX_INSTANCES }),
};

module.exports = {
  alb: {
    ours: { make: container(() => Exposure.publicAlb({ insecureHttp: true })) },
    theirs: { make: (scope, id, { cluster }) => new ApplicationLoadBalancedFargateService(scope, id, { cluster, taskImageOptions: { image } }) },
  },
  sharedAlb: {
    ours: {
      edge: (scope, vpc) => new SharedAlb(scope, 'Edge', { vpc, internetFacing: true, insecureHttp: true, securityGroupRuleQuota: 200 }),
      make: container((id, edge) => Exposure.sharedAlb(edge, { hosts: [hostOf(id)], priority: priorityOf(id) })),
    },
    theirs: { edge: plainEdge, make: behindRule },
  },
  blueGreen: {
    ours: {
      edge: (scope, vpc) => new SharedAlb(scope, 'Edge', { vpc, internetFacing: true, insecureHttp: true, securityGroupRuleQuota: 200 }),
      make: container((id, edge) => Exposure.sharedAlb(edge, { hosts: [hostOf(id)], priority: priorityOf(id) }), Deployment.blueGreen()),
    },
    theirs: { edge: plainEdge, make: blueGreenBehindRule },
  },
  nlb: {
    ours: { make: container(() => Exposure.publicNlb({ protocol: elbv2.Protocol.TCP, listenerPort: 80, insecureHttp: true })) },
    theirs: { make: (scope, id, { cluster }) => new NetworkLoadBalancedFargateService(scope, id, { cluster, taskImageOptions: { image } }) },
  },
  scheduledJob: {
    ours: { make: (scope, id, { cluster }) => new ScheduledJob(scope, id, { cluster, image, schedule: ScheduleExpression.rate(Duration.hours(1)) }) },
    theirs: {
      make: (scope, id, { cluster }) => new ScheduledFargateTask(scope, id, {
        cluster, schedule: Schedule.rate(Duration.hours(1)), scheduledFargateTaskImageOptions: { image, cpu: 512, memoryLimitMiB: 1024 },
      }),
    },
  },
  worker: {
    ours: {
      edge: scope => new sns.Topic(scope, 'Alarms'),
      make: (scope, id, { cluster, edge: alarmTopic }) => new WorkerService(scope, id, {
        cluster, image, processingTime: Duration.seconds(2), maxTasks: 10, alarmTopic,
      }),
    },
    theirs: {
      make: (scope, id, { cluster }) => new QueueProcessingFargateService(scope, id, {
        cluster, image, cpu: 512, memoryLimitMiB: 1024, minScalingCapacity: 1, maxScalingCapacity: 10, visibilityTimeout: Duration.seconds(30),
      }),
    },
  },
  daemon: {
    ours: {
      ...ourInstances,
      make: (scope, id, { cluster, edge }) => new DaemonService(scope, id, { cluster, image, capacity: Capacity.instances(edge) }),
    },
    theirs: { edge: plainInstances, make: daemonOnInstances },
  },
  instances: {
    ours: {
      ...ourInstances,
      make: (scope, id, { cluster, edge }) => new ContainerService(scope, id, { cluster, image, containerPort: 80, capacity: Capacity.instances(edge) }),
    },
    theirs: { edge: plainInstances, make: onInstances },
  },
};
