import { Duration, Size } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as schedulerTargets from 'aws-cdk-lib/aws-scheduler-targets';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { ENVIRONMENTS, permissionsMissing, Place } from '../support/cdk-permissions';

const FOR_TASKS = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
const READING = new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue', 'logs:*'], resources: ['*'] });

/** Roles for AWS services that the L2 creates, all valid. */
const APPS: Readonly<Record<string, (place: Place) => void>> = {
  'an event rule that starts tasks': ({ stack }) => {
    const target = new targets.EcsTask({ cluster: clusterIn(stack), taskDefinition: taskIn(stack) });
    new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.hours(1)), targets: [target] });
  },
  'an event rule that tags its tasks': ({ stack }) => {
    const target = new targets.EcsTask({
      cluster: clusterIn(stack), taskDefinition: taskIn(stack), propagateTags: ecs.PropagatedTagSource.TASK_DEFINITION, tags: [{ key: 'team', value: 'web' }],
    });
    new events.Rule(stack, 'Rule', { schedule: events.Schedule.rate(Duration.hours(1)), targets: [target] });
  },
  'a schedule': ({ stack }) => {
    const target = new schedulerTargets.EcsRunFargateTask(clusterIn(stack), { taskDefinition: taskIn(stack) });
    new scheduler.Schedule(stack, 'Schedule', { schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)), target });
  },
  'a state machine that waits for a task': ({ stack }) => {
    const state = new tasks.EcsRunTask(stack, 'Run', {
      cluster: clusterIn(stack),
      taskDefinition: taskIn(stack),
      launchTarget: new tasks.EcsFargateLaunchTarget(),
      integrationPattern: stepfunctions.IntegrationPattern.RUN_JOB,
    });
    new stepfunctions.StateMachine(stack, 'Machine', { definitionBody: stepfunctions.DefinitionBody.fromChainable(state) });
  },
  'a service that CodeDeploy deploys': ({ stack }) => {
    const cluster = clusterIn(stack);
    const service = new ecs.FargateService(stack, 'Service', {
      cluster, taskDefinition: taskIn(stack), deploymentController: { type: ecs.DeploymentControllerType.CODE_DEPLOY },
    });
    const { blue, green, balancer } = groupsIn(stack, cluster);
    blue.addTarget(service);
    const listener = balancer.addListener('Listener', { port: 80, defaultTargetGroups: [blue] });
    new codedeploy.EcsDeploymentGroup(stack, 'Group', {
      service, blueGreenDeploymentConfig: { blueTargetGroup: blue, greenTargetGroup: green, listener },
    });
  },
  'a service with traffic shifts and a hook': ({ stack }) => {
    const cluster = clusterIn(stack);
    const { blue, green, balancer } = groupsIn(stack, cluster);
    const listener = balancer.addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
    const rule = new elbv2.ApplicationListenerRule(stack, 'Rule', {
      listener,
      priority: 1,
      conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
      action: elbv2.ListenerAction.weightedForward([{ targetGroup: blue, weight: 100 }, { targetGroup: green, weight: 0 }]),
    });
    const service = new ecs.FargateService(stack, 'Service', {
      cluster, taskDefinition: taskIn(stack), deploymentStrategy: ecs.DeploymentStrategy.BLUE_GREEN, bakeTime: Duration.minutes(5),
    });
    const handler = new lambda.Function(stack, 'Hook', { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = 0') });
    for (const [id, hooked] of Object.entries({ Latest: handler, Version: handler.currentVersion })) {
      service.addLifecycleHook(new ecs.DeploymentLifecycleLambdaTarget(hooked, id, { lifecycleStages: [ecs.DeploymentLifecycleStage.PRE_SCALE_UP] }));
    }
    const productionListener = ecs.ListenerRuleConfiguration.applicationListenerRule(rule);
    const alternateTarget = new ecs.AlternateTarget('Alternate', { alternateTargetGroup: green, productionListener });
    service.loadBalancerTarget({ containerName: 'web', containerPort: 80, alternateTarget }).attachToApplicationTargetGroup(blue);
  },
  'a volume for each task': ({ stack }) => { addVolume(stack, {}); },
  'Managed Instances': ({ stack }) => { addManagedInstances(stack); },

  'an execution role with a permissions boundary and a trust condition': ({ stack }) => {
    const assumedBy = FOR_TASKS.withConditions({ ArnLike: { 'aws:SourceArn': `arn:${stack.partition}:ecs:${stack.region}:${stack.account}:*` } });
    addTaskFor(stack, new iam.Role(stack, 'Execution', { assumedBy, permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') }));
  },
  'an execution role with an additional principal': ({ stack }) => {
    addTaskFor(stack, new iam.Role(stack, 'Execution', { assumedBy: new iam.CompositePrincipal(FOR_TASKS, new iam.AccountRootPrincipal()) }));
  },
  'an execution role that allows all other actions': ({ stack }) => {
    const everythingBut = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ notActions: ['iam:*'], resources: ['*'] })] });
    addTaskFor(stack, new iam.Role(stack, 'Execution', { assumedBy: FOR_TASKS, inlinePolicies: { everythingBut } }).withoutPolicyUpdates());
  },
  'an execution role that is created on demand': ({ stack }) => { addTaskFor(stack, new iam.LazyRole(stack, 'Execution', { assumedBy: FOR_TASKS })); },
  'an execution role in another stack': ({ stack, shared }) => {
    const reading = new iam.ManagedPolicy(shared, 'Reading', { statements: [READING] });
    addTaskFor(stack, new iam.Role(shared, 'Execution', { assumedBy: FOR_TASKS, managedPolicies: [reading] }).withoutPolicyUpdates());
  },
  'an execution role with a managed policy in another stack': ({ stack, shared }) => {
    const reading = new iam.ManagedPolicy(shared, 'Reading', { managedPolicyName: 'reading', statements: [READING] });
    addTaskFor(stack, new iam.Role(stack, 'Execution', { assumedBy: FOR_TASKS, managedPolicies: [reading] }).withoutPolicyUpdates());
  },
  'an execution role with a managed policy by name': ({ stack }) => {
    const reading = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Reading', 'reading');
    addTaskFor(stack, new iam.Role(stack, 'Execution', { assumedBy: FOR_TASKS, managedPolicies: [reading] }).withoutPolicyUpdates());
  },
  'an execution role that is imported by name from another stack': ({ stack, shared }) => {
    new iam.Role(shared, 'Execution', { roleName: 'web-execution', assumedBy: FOR_TASKS });
    addTaskFor(stack, iam.Role.fromRoleName(stack, 'Imported', 'web-execution'));
  },
  'an imported, immutable execution role': ({ stack, shared }) => {
    new iam.Role(shared, 'Execution', { roleName: 'web-execution', assumedBy: FOR_TASKS });
    addTaskFor(stack, iam.Role.fromRoleArn(stack, 'Imported', `arn:${stack.partition}:iam::${stack.account}:role/web-execution`, { mutable: false }));
  },
};

describe.each(ENVIRONMENTS)('roles of the L2 have no findings %s', (_, env) => {
  test.each(Object.entries(APPS))('%s', (__, build) => {
    expect(permissionsMissing(env, build)).toEqual([]);
  });

  test('roles that another construct creates', () => {
    const names = { 'Web/Task/TaskRole': 'web-task', 'Web/Task/ExecutionRole': 'web-execution' };
    const build = ({ stack }: Place) => { addTaskFor(stack); };
    expect(permissionsMissing(env, build, app => { iam.Role.customizeRoles(app, { usePrecreatedRoles: names }); })).toEqual([]);
  });

  test('an immutable role lacks the permissions that are not granted', () => {
    expect(permissionsMissing(env, ({ stack }) => {
      addTaskFor(stack, new iam.Role(stack, 'Execution', { assumedBy: FOR_TASKS }).withoutPolicyUpdates());
    })).toEqual(['log-writing-permission', 'secret-read-permission']);
  });

  test('a volume with a KMS key in the app, which the L2 does not grant', () => {
    expect(permissionsMissing(env, ({ stack }) => { addVolume(stack, { encrypted: true, kmsKeyId: new kms.Key(stack, 'Key') }); })).toEqual(['service-role-permissions']);
  });

  test('Managed Instances with an instance role that the AWS managed policy cannot pass', () => {
    expect(permissionsMissing(env, ({ stack }) => {
      const managedPolicies = [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInstanceRolePolicyForManagedInstances')];
      const role = new iam.Role(stack, 'InstanceRole', { roleName: 'web', assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'), managedPolicies });
      addManagedInstances(stack, new iam.InstanceProfile(stack, 'Profile', { role }));
    })).toEqual(['instance-role-passed']);
  });
});

function clusterIn(stack: Stack): ecs.Cluster { return new ecs.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) }); }

function taskIn(stack: Stack, container: Partial<ecs.ContainerDefinitionOptions> = {}, executionRole?: iam.IRole): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, 'Task', { executionRole });
  task.addContainer('web', {
    image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27'),
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }),
    portMappings: [{ containerPort: 80 }],
    ...container,
  });
  return task;
}

function addTaskFor(stack: Stack, executionRole?: iam.IRole): void {
  taskIn(stack, { secrets: { PASSWORD: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Secret')) } }, executionRole);
}

function groupsIn(stack: Stack, { vpc }: ecs.Cluster) {
  const group = (id: string) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80, targetType: elbv2.TargetType.IP });
  return { blue: group('Blue'), green: group('Green'), balancer: new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }) };
}

function addVolume(stack: Stack, encryption: Partial<ecs.ServiceManagedEBSVolumeConfiguration>): void {
  const taskDefinition = taskIn(stack);
  const volume = new ecs.ServiceManagedVolume(stack, 'Volume', { name: 'data', managedEBSVolume: { size: Size.gibibytes(10), ...encryption } });
  volume.mountIn(taskDefinition.defaultContainer!, { containerPath: '/data', readOnly: false });
  taskDefinition.addVolume(volume);
  new ecs.FargateService(stack, 'Service', { cluster: clusterIn(stack), taskDefinition }).addVolume(volume);
}

function addManagedInstances(stack: Stack, ec2InstanceProfile?: iam.IInstanceProfile): void {
  const cluster = clusterIn(stack);
  cluster.addManagedInstancesCapacityProvider(new ecs.ManagedInstancesCapacityProvider(stack, 'Provider', {
    subnets: cluster.vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: cluster.vpc })], ec2InstanceProfile,
  }));
}
