import { CustomResource, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Capacity, EcsCluster, Profile, SecretSource, Target, TaskRunner, TaskRunnerProps, TaskSize } from '../../../src';
import { IMAGE } from '../../support/container-service';
import { dependencyGraph } from '../../support/dependency-graph';
import { addGroup, clusterIn } from '../../support/instances';
import { makeRunner, regionalStack, runnerTemplate } from '../../support/standalone-task';

const ECR_IMAGE = ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/report:1');
const FUNCTION = 'arn:aws:lambda:eu-west-1:111122223333:function:start';

type Make = (stack: Stack) => Partial<TaskRunnerProps>;
type Input = Readonly<Record<string, unknown>>;

/** A custom resource that starts the tasks while the stack is deployed. */
function startAtOnce(runner: TaskRunner, stack: Stack): void {
  const starter = new CustomResource(stack, 'Starter', { serviceToken: FUNCTION, resourceType: 'Custom::Starter', properties: { Input: runner.runTaskInput() } });
  starter.node.addDependency(runner.ready);
}

/** The input of RunTask, with references as text. */
function inputOf(template: Template): Input {
  const [{ Properties: { Input } }] = Object.values(template.findResources('Custom::Starter'));
  const text = (Input['Fn::Join'][1] as unknown[]).map(part => typeof part === 'string' ? part : Object.values(part as object).flat().join('.')).join('');
  return JSON.parse(text) as Input;
}

const onGroup = (networkMode: ecs.NetworkMode): Make => stack => {
  const cluster = clusterIn(stack);
  return { cluster, capacity: Capacity.instances(addGroup(cluster), { networkMode }) };
};

const interfaces = { awsvpcConfiguration: Match.objectLike({ assignPublicIp: 'DISABLED' }) };

const CAPACITIES: readonly (readonly [string, Make, Input])[] = [
  ['Fargate', () => ({}), { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }], networkConfiguration: interfaces }],
  ['Fargate as a launch type', () => ({ capacity: Capacity.fargateLaunchType() }), { launchType: 'FARGATE', networkConfiguration: interfaces }],
  ['Fargate Spot', () => ({ capacity: Capacity.fargateSpot() }), { capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] }],
  ['Fargate and Fargate Spot', () => ({ capacity: Capacity.fargateAndSpot() }), {
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', base: 1, weight: 1 }, { capacityProvider: 'FARGATE_SPOT', weight: 1 }],
  }],
  ['instances', onGroup(ecs.NetworkMode.AWS_VPC), { capacityProviderStrategy: [Match.objectLike({ capacityProvider: Match.anyValue() })], networkConfiguration: interfaces }],
  ['instances in network mode bridge', onGroup(ecs.NetworkMode.BRIDGE), { capacityProviderStrategy: Match.anyValue(), networkConfiguration: Match.absent() }],
  ['instances in network mode host', onGroup(ecs.NetworkMode.HOST), { capacityProviderStrategy: Match.anyValue(), networkConfiguration: Match.absent() }],
  ['Managed Instances', stack => {
    const cluster = clusterIn(stack);
    const instances = cluster.addManagedInstances('Managed', { instanceTypes: [new ec2.InstanceType('m7g.large')] });
    return { cluster, capacity: Capacity.managedInstances(instances), cpuArchitecture: ecs.CpuArchitecture.ARM64 };
  }, { capacityProviderStrategy: [Match.objectLike({ weight: 1 })], networkConfiguration: interfaces }],
  ['external instances', () => ({ capacity: Capacity.external() }), { launchType: 'EXTERNAL', networkConfiguration: Match.absent() }],
];

test.each(CAPACITIES)('the tasks are placed on %s', (_, make, expected) => {
  const input = inputOf(runnerTemplate(make, startAtOnce));
  const template = Template.fromJSON({ Resources: { Input: { Type: 'Test::Input', Properties: input } } });
  template.hasResourceProperties('Test::Input', expected);
});

test('tasks outside of network mode awsvpc have no security group of their own', () => {
  const stack = regionalStack();
  const runner = makeRunner(stack, onGroup(ecs.NetworkMode.BRIDGE)(stack));
  expect(runner.node.tryFindChild('SecurityGroup')).toBeUndefined();
  const group = new ec2.SecurityGroup(stack, 'Database', { vpc: runner.cluster.vpc });
  runner.connectTo(Target.connectable(group, ec2.Port.tcp(5432)));
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ClusterWebSecurityGroup'), 'GroupId'] },
  });
});

test('the main container is called task by default', () => {
  expect(makeRunner(regionalStack()).container.containerName).toBe('task');
});

test('the main container can have another name', () => {
  expect(makeRunner(regionalStack(), { containerName: 'report' }).container.containerName).toBe('report');
});

describe('an existing task definition', () => {
  const existing = (stack: Stack): ecs.FargateTaskDefinition => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
    taskDefinition.addContainer('existing', { image: IMAGE });
    return taskDefinition;
  };

  test('is started as it is', () => {
    const stack = regionalStack();
    const taskDefinition = existing(stack);
    const runner = makeRunner(stack, { taskDefinition });
    expect(runner.taskDefinition).toBe(taskDefinition);
    expect(runner.container.containerName).toBe('existing');
    expect(runner.logGroup).toBeUndefined();
  });

  test('keeps its own policy for replaced revisions', () => {
    runnerTemplate(stack => ({ taskDefinition: existing(stack) })).hasResource('AWS::ECS::TaskDefinition', { UpdateReplacePolicy: Match.absent() });
  });

  test('cannot be combined with container props', () => {
    const stack = regionalStack();
    expect(() => makeRunner(stack, { taskDefinition: existing(stack), command: ['report'] })).toThrow('[Stack/Report] command cannot be combined with taskDefinition');
  });

  test('that Fargate cannot run is refused', () => {
    const stack = regionalStack();
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Existing');
    taskDefinition.addContainer('existing', { image: IMAGE, memoryLimitMiB: 512 });
    expect(() => makeRunner(stack, { taskDefinition })).toThrow('[Stack/Report]');
  });
});

describe('a starter waits', () => {
  test('for the capacity, the permissions, the task definition and the route to the internet', () => {
    const template = runnerTemplate({ secrets: { TOKEN: SecretSource.parameterStoreName('/report/token') } }, (runner, stack) => {
      new sns.Topic(stack, 'Done').grantPublish(runner);
      startAtOnce(runner, stack);
    });
    const graph = dependencyGraph(template.toJSON());
    const starter = graph.ofType('Custom::Starter')[0];
    for (const type of ['AWS::ECS::TaskDefinition', 'AWS::ECS::ClusterCapacityProviderAssociations', 'AWS::EC2::NatGateway', 'AWS::IAM::Policy']) {
      expect([type, graph.outOfOrder(type, starter)]).toEqual([type, []]);
    }
  });

  test('for the endpoints of isolated subnets', () => {
    const template = runnerTemplate(stack => {
      const vpc = new ec2.Vpc(stack, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
      return { cluster: new EcsCluster(stack, 'Cluster', { vpc }), image: ECR_IMAGE, vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } };
    }, startAtOnce);
    template.resourceCountIs('AWS::EC2::VPCEndpoint', 4);
    expect(dependencyGraph(template.toJSON()).outOfOrder('AWS::EC2::VPCEndpoint', 'Custom::Starter')).toEqual([]);
  });

  test('for the rules between the tasks and a database, and for its instances, if they are added after the starter', () => {
    const template = runnerTemplate({}, (runner, stack) => {
      startAtOnce(runner, stack);
      const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 });
      runner.connectTo(Target.database(new rds.DatabaseInstance(stack, 'Database', { engine, vpc: runner.cluster.vpc })));
    });
    const graph = dependencyGraph(template.toJSON());
    expect(graph.outOfOrder('AWS::RDS::DBInstance', 'Custom::Starter')).toEqual([]);
    expect(graph.outOfOrder('AWS::EC2::SecurityGroupIngress', 'Custom::Starter')).toEqual([]);
  });

  test('for the mount targets of a file system', () => {
    const template = runnerTemplate({}, (runner, stack) => {
      runner.connectTo(Target.fileSystem(new efs.FileSystem(stack, 'Files', { vpc: runner.cluster.vpc })));
      startAtOnce(runner, stack);
    });
    expect(dependencyGraph(template.toJSON()).outOfOrder('AWS::EFS::MountTarget', 'Custom::Starter')).toEqual([]);
  });

  test('for everything of startAfter', () => {
    const template = runnerTemplate({}, (runner, stack) => {
      startAtOnce(runner, stack);
      runner.startAfter(new sns.Topic(stack, 'First'));
    });
    expect(dependencyGraph(template.toJSON()).outOfOrder('AWS::SNS::Topic', 'Custom::Starter')).toEqual([]);
  });

  test('and the task definition does not wait for it', () => {
    const template = runnerTemplate({}, startAtOnce).toJSON();
    const graph = dependencyGraph(template);
    expect(() => graph.creationOrder()).not.toThrow();
    expect(graph.waitsFor(graph.ofType('AWS::ECS::TaskDefinition')[0], graph.ofType('Custom::Starter')[0])).toBe(false);
  });

  test('for no policy of an imported task role', () => {
    const template = runnerTemplate(stack => ({ taskRole: iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::444455556666:role/report') }), startAtOnce);
    expect(() => dependencyGraph(template.toJSON()).creationOrder()).not.toThrow();
  });
});

describe('the profile regulated', () => {
  const regulated = (use: (runner: TaskRunner, stack: Stack) => void = () => {}): Template =>
    runnerTemplate({ profile: Profile.regulated(), image: ECR_IMAGE }, use);

  test('encrypts the log group', () => {
    regulated().hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
  });

  test('writes grants to managed policies', () => {
    const template = regulated((runner, stack) => { new sns.Topic(stack, 'Done').grantPublish(runner); });
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'sns:Publish' })] } });
  });
});

test('further containers log to the log group of the tasks', () => {
  const template = runnerTemplate({}, runner => { runner.addContainer('proxy', { image: IMAGE, essential: false }); });
  template.resourceCountIs('AWS::Logs::LogGroup', 1);
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: [
      Match.objectLike({ Name: 'task' }),
      Match.objectLike({ Name: 'proxy', Essential: false, LogConfiguration: Match.objectLike({ LogDriver: 'awslogs' }) }),
    ],
  });
});

test('the task role receives grants', () => {
  const template = runnerTemplate({}, (runner, stack) => { new sns.Topic(stack, 'Done').grantPublish(runner); });
  template.hasResourceProperties('AWS::IAM::Policy', { Roles: [{ Ref: Match.stringLikeRegexp('^ReportTaskDefTaskRole') }] });
});

const SETTINGS: readonly (readonly [string, Partial<TaskRunnerProps>, Input])[] = [
  ['has the tags of the task definition and of the cluster', {}, { propagateTags: 'TASK_DEFINITION', enableECSManagedTags: true }],
  ['has no tag of the cluster with enableEcsManagedTags false', { enableEcsManagedTags: false }, { enableECSManagedTags: false }],
  ['allows sessions with enableExecuteCommand', { enableExecuteCommand: true }, { enableExecuteCommand: true }],
];

test.each(SETTINGS)('a task %s', (_, props, expected) => {
  expect(inputOf(runnerTemplate(props, startAtOnce))).toEqual(expect.objectContaining(expected));
});

test('a task has no tags of the task definition with propagateTags false, and allows no sessions by default', () => {
  const input = inputOf(runnerTemplate({ propagateTags: false }, startAtOnce));
  expect(Object.keys(input)).not.toContain('propagateTags');
  expect(Object.keys(input)).not.toContain('enableExecuteCommand');
});

test.each([
  ['the channels', {}, ['ssmmessages:CreateControlChannel', 'logs:CreateLogStream']],
  ['the key and the log of the audit', { execAudit: {} }, ['ssmmessages:CreateControlChannel', 'kms:GenerateDataKey', 'logs:CreateLogStream']],
])('a task with sessions may use %s', (_, clusterProps, actions) => {
  const template = runnerTemplate(stack => ({ cluster: clusterIn(stack, clusterProps), enableExecuteCommand: true }));
  const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) => /TaskRole/.test(JSON.stringify(Properties.Roles)));
  for (const action of actions) { expect(JSON.stringify(policies)).toContain(`"${action}"`); }
});

test('tasks run in the subnets and with the security groups of the props', () => {
  const template = runnerTemplate(stack => {
    const cluster = clusterIn(stack);
    const securityGroups = [new ec2.SecurityGroup(stack, 'Own', { vpc: cluster.vpc })];
    return { cluster, securityGroups, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC, onePerAz: true } };
  }, startAtOnce);
  const { awsvpcConfiguration } = inputOf(template).networkConfiguration as { readonly awsvpcConfiguration: Input };
  expect(awsvpcConfiguration).toEqual({
    subnets: Array(3).fill(expect.stringMatching('^VpcPublic')), securityGroups: [expect.stringMatching('^Own')], assignPublicIp: 'ENABLED',
  });
});

const REFUSED: readonly (readonly [string, Make, string])[] = [
  ['without an image', () => ({ image: undefined }), 'image is required unless taskDefinition is set'],
  ['without a size that Fargate needs', () => ({ size: TaskSize.instances({ memory: Size.gibibytes(1) }) }), 'Fargate needs cpu'],
  ['with security groups in network mode bridge', stack => {
    const props = onGroup(ecs.NetworkMode.BRIDGE)(stack);
    return { ...props, securityGroups: [new ec2.SecurityGroup(stack, 'Group', { vpc: props.cluster!.vpc })] };
  }, 'securityGroups cannot be set with network mode bridge'],
];

test.each(REFUSED)('a task %s is refused', (_, make, message) => {
  const stack = regionalStack();
  expect(() => makeRunner(stack, make(stack))).toThrow(message);
});

test('tasks on external instances have no security group that a target could allow', () => {
  const stack = regionalStack();
  const runner = makeRunner(stack, { capacity: Capacity.external() });
  const target = Target.connectable(new ec2.SecurityGroup(stack, 'Database', { vpc: runner.cluster.vpc }), ec2.Port.tcp(5432));
  expect(() => runner.connectTo(target)).toThrow('[Stack/Report]');
});
