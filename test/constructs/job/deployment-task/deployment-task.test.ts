import { App, CfnResource, Duration, Size, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  Capacity, ContainerService, ContainerServiceProps, DeploymentTask, DeploymentTaskProps, EcsCluster, EcsValidator, Profile,
  SecretSource, ServiceDeploymentTaskOptions, Target, TaskSize,
} from '../../../../src';
import { IMAGE, makeService, newStack } from '../../../support/container-service';
import { dependencyGraph, DependencyGraph } from '../../../support/dependency-graph';
import { onInstances } from '../../../support/instances';
import { ALL_PACKS, nagFindings } from '../../../support/nag';

const RUN = 'Custom::EcsDeploymentTask';
const SERVICE = 'AWS::ECS::Service';
const COMMAND = ['npm', 'run', 'migrate'];
/** An image that the regulated profile accepts. */
const PUBLIC = { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/api:1') };

function clusterIn(stack: Stack, profile?: Profile): EcsCluster { return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), profile }); }

function makeTask(stack: Stack, props: Partial<DeploymentTaskProps> = {}, id = 'Migrate'): DeploymentTask {
  const cluster = props.cluster ?? stack.node.tryFindChild('Cluster') as EcsCluster | undefined ?? clusterIn(stack);
  return new DeploymentTask(stack, id, { cluster, image: props.taskDefinition ? undefined : IMAGE, ...props });
}

function taskTemplate(props: Partial<DeploymentTaskProps> = {}, use: (task: DeploymentTask) => void = () => {}): Template {
  const stack = newStack('eu-west-1');
  use(makeTask(stack, props));
  return Template.fromStack(stack);
}

/** The custom resource of a template. */
function runIn(template: Template): Readonly<Record<string, unknown>> { return Object.values(template.findResources(RUN))[0].Properties; }

/** The parameters of RunTask, with `<LogicalId>` for references. */
function requestIn(template: Template): Record<string, any> {
  const { Request } = runIn(template) as { Request: string | { 'Fn::Join': [string, unknown[]] } };
  const shown = (part: any): string => typeof part === 'string' ? part : `<${part.Ref ?? part['Fn::GetAtt'][0]}>`;
  return JSON.parse(typeof Request === 'string' ? Request : Request['Fn::Join'][1].map(shown).join(''));
}

function databaseIn(stack: Stack, vpc: ec2.IVpc): rds.DatabaseInstance {
  return new rds.DatabaseInstance(stack, 'Database', {
    vpc, port: 5433, storageEncrypted: true, engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_17 }),
  });
}

interface Before {
  readonly service?: Partial<ContainerServiceProps> | ((stack: Stack) => Partial<ContainerServiceProps>);
  readonly options?: Partial<ServiceDeploymentTaskOptions>;
  readonly use?: (service: ContainerService, task: DeploymentTask, stack: Stack) => void;
}

/** The template of a service with a task before it. */
function before({ service = {}, options = {}, use = () => {} }: Before = {}): Template {
  const stack = newStack('eu-west-1');
  const api = makeService(stack, typeof service === 'function' ? service(stack) : service);
  use(api, DeploymentTask.before(api, 'Migrate', { command: COMMAND, ...options }), stack);
  return Template.fromStack(stack);
}

function graphOf(template: Template): DependencyGraph {
  const graph = dependencyGraph(template.toJSON());
  graph.creationOrder();
  return graph;
}

/** The container definition of the task. */
function containerOf(template: Template): Record<string, unknown> {
  const [found] = Object.entries(template.findResources('AWS::ECS::TaskDefinition')).filter(([id]) => id.includes('Migrate'));
  return found[1].Properties.ContainerDefinitions[0];
}

describe('the task', () => {
  const template = taskTemplate({ command: COMMAND });

  test('runs the revision of its task definition, in its network', () => {
    expect(requestIn(template)).toEqual({
      cluster: '<ClusterEB0386A7>',
      taskDefinition: expect.stringMatching(/^<MigrateTaskDef\w+>$/),
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: [expect.stringContaining('VpcPrivateSubnet1'), expect.stringContaining('VpcPrivateSubnet2')],
          securityGroups: [expect.stringContaining('MigrateSecurityGroup')],
          assignPublicIp: 'DISABLED',
        },
      },
      propagateTags: 'TASK_DEFINITION',
      enableECSManagedTags: true,
    });
  });

  test('has 15 minutes, and CloudFormation waits six more', () => {
    template.hasResourceProperties(RUN, { Timeout: '900', ServiceTimeout: '1260', Container: 'task', Essential: ['task'], RunOnRollback: Match.absent() });
  });

  test('shows the last ten lines of its log', () => {
    expect(JSON.stringify(runIn(template).Log)).toContain('\\"prefix\\":\\"Migrate\\",\\"lines\\":10}');
  });

  test('grants the functions nothing beyond its family, its roles, its cluster and its log', () => {
    const [{ Properties: { PolicyDocument } }] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
    const keyOf = (condition?: any) => condition && Object.keys(Object.values<any>(condition)[0])[0];
    expect(PolicyDocument.Statement.map(({ Action, Condition }: any) => [Action, keyOf(Condition)])).toEqual([
      ['ecs:RunTask', 'ecs:cluster'],
      ['ecs:TagResource', 'ecs:CreateAction'],
      ['iam:PassRole', 'iam:PassedToService'],
      [['ecs:DescribeTasks', 'ecs:StopTask'], undefined],
      ['ecs:ListTasks', 'ecs:cluster'],
      ['logs:GetLogEvents', undefined],
    ]);
    expect(PolicyDocument.Statement.filter(({ Resource }: any) => Resource === '*').map(({ Action }: any) => Action)).toEqual(['ecs:ListTasks']);
  });

  test('is created after, and deleted before, what it needs', () => {
    const graph = graphOf(template);
    const [run] = graph.ofType(RUN);
    const types = ['IAM::ManagedPolicy', 'IAM::Policy', 'Lambda::Function', 'StepFunctions::StateMachine', 'ECS::Cluster', 'EC2::SecurityGroup', 'Logs::LogGroup'];
    for (const type of types.map(each => `AWS::${each}`)) {
      expect(graph.ofType(type).filter(each => !graph.waitsFor(run, each))).toEqual([]);
    }
  });

  test('has the time of the longest task, and its functions have time to wait', () => {
    const [{ Properties: { DefinitionString } }] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
    const retry = JSON.stringify(DefinitionString).match(/IntervalSeconds\\*":(\d+),\\*"MaxAttempts\\*":(\d+)/)!;
    expect(Number(retry[1]) * Number(retry[2])).toBe(3600);
    const timeouts = Object.entries(template.findResources('AWS::Lambda::Function')).filter(([id]) => /OnEventFunction|IsCompleteFunction/.test(id)).map(([, { Properties }]) => Properties.Timeout);
    expect(timeouts.sort()).toEqual([120, 840]);
  });

  test('waits for the grants of its task role', () => {
    const granted = taskTemplate({}, task => { new s3.Bucket(task, 'Data').grantRead(task); });
    const graph = graphOf(granted);
    const policy = graph.ofType('AWS::IAM::Policy').filter(id => id.includes('TaskRole'));
    expect([policy.length, graph.waitsFor(graph.ofType(RUN)[0], policy[0])]).toEqual([1, true]);
  });
});

/** Tasks in one stack, each with another prop. */
const VARIANTS: Readonly<Record<string, Partial<DeploymentTaskProps>>> = {
  Plain: {},
  Timeout: { timeout: Duration.minutes(54) },
  NoLog: { logLines: 0 },
  Splunk: { logging: ecs.LogDrivers.splunk({ url: 'https://splunk.example.com', secretToken: ecs.Secret.fromSecretsManager({ secretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-abcdef', grantRead: () => ({}) } as never) }) },
  Triggers: { triggers: ['1f2e'] },
  Rollback: { runOnRollback: true },
  Image: { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/api:2') },
  Spot: { capacity: Capacity.fargateSpot() },
  Sidecars: {},
};

const VARIANT_TEMPLATE = (() => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
  const stack = newStack('eu-west-1');
  const tasks = Object.entries(VARIANTS).map(([id, props]) => makeTask(stack, props, id));
  tasks.at(-1)!.addContainer('proxy', { image: IMAGE, essential: true });
  tasks.at(-1)!.addContainer('agent', { image: IMAGE });
  return Template.fromStack(stack);
})();

function variant(id: string): Readonly<Record<string, unknown>> {
  const [found] = Object.entries(VARIANT_TEMPLATE.findResources(RUN)).filter(([logicalId]) => logicalId.startsWith(`${id}Run`));
  return found[1].Properties;
}

/** The parameters of RunTask, without the id of the task in the references. */
function requestOf(id: string): unknown {
  return JSON.parse(JSON.stringify(variant(id).Request).replace(new RegExp(`"${id}(\\w+?)[0-9A-F]{8}"`, 'g'), '"$1"'));
}

describe('props', () => {
  test('timeout', () => { expect(variant('Timeout')).toMatchObject({ Timeout: '3240', ServiceTimeout: '3600' }); });

  test('logLines 0 reads no log, and the functions may not read it', () => {
    expect(variant('NoLog').Log).toBeUndefined();
    const policies = Object.entries(VARIANT_TEMPLATE.findResources('AWS::IAM::ManagedPolicy')).filter(([, policy]) => JSON.stringify(policy).includes('GetLogEvents'));
    expect(policies.map(([id]) => id.split('RunPolicy')[0])).toEqual(expect.arrayContaining(['Plain', 'Timeout']));
    expect(policies.filter(([id]) => /^(NoLog|Splunk)/.test(id))).toEqual([]);
  });

  test('a log that is not in CloudWatch Logs is not read', () => { expect(variant('Splunk').Log).toBeUndefined(); });

  test('triggers and runOnRollback', () => {
    expect([variant('Triggers').Triggers, variant('Rollback').RunOnRollback]).toEqual([['1f2e'], 'true']);
  });

  test('a further container is essential only if that is set', () => { expect(variant('Sidecars').Essential).toEqual(['task', 'proxy']); });

  test.each<[string, (stack: Stack) => unknown, string]>([
    ['a stop timeout of more than two minutes', stack => makeTask(stack, { ...onInstances()(stack), stopTimeout: Duration.hours(2) }), 'stopTimeout (7200 seconds) must be a whole number from 2 to 120 seconds, because the next task, a rollback and a deletion wait until the task has stopped'],
    ['a container with a stop timeout of more than two minutes', stack => makeTask(stack, onInstances()(stack)).addContainer('proxy', { image: IMAGE, stopTimeout: Duration.minutes(3) }), "container 'proxy': stopTimeout (180 seconds) must be a whole number from 2 to 120"],
    ['a container with the name of the main one', stack => makeTask(stack).addContainer('task', { image: IMAGE }), "container 'task': the task has a container with this name; use another name"],
    ['a container with a command as a text', stack => makeTask(stack).addContainer('proxy', { image: IMAGE, command: 'run' as never }), "container 'proxy': command ('run') must be a list of texts"],
    ['a construct with the id of the functions', stack => { new Construct(stack, 'DeploymentTasks'); makeTask(stack); }, "'Stack/DeploymentTasks' has the id of the functions that run deployment tasks; choose another id for it"],
    ['a restart policy', stack => makeTask(stack, { enableRestartPolicy: true }), 'enableRestartPolicy: ECS restarts the container when it exits with 0, so the task never ends; remove it, or add 0 to restartIgnoredExitCodes'],
    ['other options of a restart policy, which switch it on', stack => makeTask(stack, { restartIgnoredExitCodes: [3], restartAttemptPeriod: Duration.minutes(2) }), 'restartAttemptPeriod, restartIgnoredExitCodes: ECS restarts the container'],
    ['the restart policy of an existing task definition', stack => makeTask(stack, { taskDefinition: existing(stack, { enableRestartPolicy: true }) }), "taskDefinition ('Stack/Existing') restarts container 'app' when it exits with 0"],
  ])('refuses %s', (_, make, message) => {
    expect(() => make(newStack())).toThrow(`[Stack/Migrate] ${message}`);
  });

  test('accepts a restart policy that ignores the exit code 0', () => {
    const stack = newStack();
    expect(() => makeTask(stack, { enableRestartPolicy: true, restartIgnoredExitCodes: [0] })).not.toThrow();
    const taskDefinition = existing(stack, { enableRestartPolicy: true, restartIgnoredExitCodes: [0] });
    expect(() => makeTask(stack, { taskDefinition }, 'Other')).not.toThrow();
  });

  test.each<[string, Partial<DeploymentTaskProps>, string]>([
    ['a timeout of more than 54 minutes', { timeout: Duration.hours(2) }, 'timeout (7200 seconds) must be a whole number from 1 to 3240 seconds, because CloudFormation waits for a custom resource for one hour at most; run a longer task in a step of the pipeline before the deployment, or in a state machine'],
    ['a timeout of 0', { timeout: Duration.seconds(0) }, 'timeout (0 seconds) must be a whole number from 1 to 3240 seconds'],
    ['a number as the timeout', { timeout: 900 as never }, 'timeout (900) must be a Duration, such as Duration.minutes(15)'],
    ['a timeout with part of a second', { timeout: Duration.millis(1500) }, 'timeout (1 second 500 millis) must be whole seconds'],
    ['a text as the triggers', { triggers: 'abc' as never }, "triggers ('abc') must be a list of texts"],
    ['a text as the command', { command: 'npm run migrate' as never }, "command ('npm run migrate') must be a list of texts, such as ['npm', 'run', 'migrate']"],
    ['a text as the entry point', { entryPoint: 'sh' as never }, "entryPoint ('sh') must be a list of texts"],
    ['a number in the environment', { environment: { A: 1 as never } }, "environment.A (1) must be a text, such as '1'"],
    ['a list as the environment', { environment: ['A=1'] as never }, 'environment ([…]) must be an object with a text for each variable'],
    ['a plain object as the size', { size: { cpu: 512 } as never }, 'size ({…}) must be a value of TaskSize'],
    ['51 lines', { logLines: 51 }, 'logLines (51) must be a whole number from 0 to 50'],
    ['half a line', { logLines: 0.5 }, 'logLines (0.5) must be a whole number from 0 to 50'],
  ])('refuses %s, before it creates anything', (_, props, message) => {
    const stack = newStack();
    clusterIn(stack);
    expect(() => makeTask(stack, props)).toThrow(`[Stack/Migrate] ${message}`);
    expect(stack.node.findAll().filter(CfnResource.isCfnResource).filter(({ node }) => node.path.includes('Migrate'))).toEqual([]);
  });

  test('refuses the tenth task of a stack, because the role has ten policies at most', () => {
    const stack = newStack();
    for (let number = 1; number <= 9; number++) { makeTask(stack, {}, `Task${number}`); }
    expect(() => makeTask(stack, {}, 'Task10')).toThrow('[Stack/Task10] the stack has 9 deployment tasks already, and the managed policies of a role allow 9');
    expect(stack.node.findAll().filter(each => CfnResource.isCfnResource(each) && each.cfnResourceType === 'AWS::StepFunctions::StateMachine')).toHaveLength(1);
  });
});

describe('a change', () => {
  test.each(['Timeout', 'NoLog', 'Rollback', 'Triggers'])('of the prop of %s does not change what runs', id => { expect(requestOf(id)).toEqual(requestOf('Plain')); });

  test('of the image creates a new revision, whose ARN the custom resource contains', () => {
    const [[id]] = Object.entries(VARIANT_TEMPLATE.findResources('AWS::ECS::TaskDefinition')).filter(([logicalId]) => logicalId.startsWith('Image'));
    expect(JSON.stringify(variant('Image').Request)).toContain(`{"Ref":"${id}"}`);
  });

  test('of the capacity changes what runs', () => { expect(requestOf('Spot')).not.toEqual(requestOf('Plain')); });

  test.each<[string, (stack: Stack, profile?: Profile) => Partial<DeploymentTaskProps>]>([
    ['its cluster', (stack, profile) => ({ cluster: clusterIn(stack, profile) })], ['the task alone', (_, profile) => ({ profile })],
  ])('of the profile of %s gives the task another custom resource and policy, because CloudFormation refuses a new ServiceToken', (_, place) => {
    const [standard, regulated] = [undefined, Profile.regulated()].map(profile => {
      const stack = newStack('eu-west-1');
      makeTask(stack, { ...place(stack, profile), ...PUBLIC });
      return Template.fromStack(stack);
    });
    const idsOf = (template: Template) => [RUN, 'AWS::IAM::ManagedPolicy'].flatMap(type => Object.entries(template.findResources(type)))
      .filter(([, { Type, Properties }]) => Type === RUN || JSON.stringify(Properties).includes('ecs:RunTask')).map(([id]) => id);
    expect(runIn(regulated).ServiceToken).not.toEqual(runIn(standard).ServiceToken);
    expect([idsOf(standard).length, idsOf(regulated).filter(id => idsOf(standard).includes(id))]).toEqual([2, []]);
    const plain = Object.entries(regulated.findResources('AWS::Logs::LogGroup')).filter(([id, { Properties }]) => id.startsWith('DeploymentTasks') && !Properties.KmsKeyId);
    expect(plain).toEqual([]);
  });
});

describe('a service that waits', () => {
  test('is created and updated after the task', () => {
    const stack = newStack('eu-west-1');
    const api = makeService(stack);
    const task = makeTask(stack, { cluster: api.cluster });
    api.startAfter(task);
    expect(graphOf(Template.fromStack(stack)).outOfOrder(RUN, SERVICE)).toEqual([]);
  });

  test('waits for several tasks in their order', () => {
    const stack = newStack('eu-west-1');
    const api = makeService(stack);
    const [first, second] = ['First', 'Second'].map(id => DeploymentTask.before(api, id, { command: COMMAND }));
    second.startAfter(first);
    const graph = graphOf(Template.fromStack(stack));
    const named = (id: string) => graph.ofType(RUN).find(each => each.includes(id))!;
    expect(graph.outOfOrder(named('First'), named('Second'), SERVICE)).toEqual([]);
  });

  test('may be in another stack, with the database in a third one', () => {
    const app = new App();
    const env = { region: 'eu-west-1', account: '111122223333' };
    const [platform, data, shop] = ['Platform', 'Data', 'Shop'].map(id => new Stack(app, id, { env }));
    const cluster = clusterIn(platform);
    const api = makeService(shop, { cluster });
    api.connectTo(Target.database(databaseIn(data, cluster.vpc)));
    DeploymentTask.before(api, 'Migrate', { command: COMMAND });
    expect(EcsValidator.findings(app).filter(({ ruleId }) => !ruleId.startsWith('container-') && ruleId !== 'read-only-root-file-system')).toEqual([]);
    const graph = graphOf(Template.fromStack(shop));
    expect(graph.outOfOrder(RUN, SERVICE)).toEqual([]);
    expect(graph.outOfOrder('AWS::EC2::SecurityGroupIngress', RUN)).toEqual([]);
    expect([data, platform].map(stack => stack.dependencies.map(({ node }) => node.id))).toEqual([['Platform'], []]);
  });

  test('a task of its own waits for a database in its stack', () => {
    const stack = newStack('eu-west-1');
    const cluster = clusterIn(stack);
    makeTask(stack, { cluster }).connectTo(Target.database(databaseIn(stack, cluster.vpc)));
    const graph = graphOf(Template.fromStack(stack));
    expect([...graph.outOfOrder('AWS::RDS::DBInstance', RUN), ...graph.outOfOrder('AWS::EC2::SecurityGroupIngress', RUN)]).toEqual([]);
  });
});

describe('DeploymentTask.before', () => {
  const template = before({
    service: {
      environment: { STAGE: 'test', PORT: '80' },
      size: TaskSize.fargate({ cpu: 1024, memory: Size.gibibytes(2) }),
      containerPort: 8080,
      healthCheck: { command: ['CMD-SHELL', 'true'] },
      enableRestartPolicy: true,
      enableExecuteCommand: true,
      stopTimeout: Duration.seconds(110),
      capacity: Capacity.fargateSpot(),
      family: 'api',
      user: 'node',
      secrets: { KEY: SecretSource.parameterStoreName('/key') },
    },
    options: { environment: { PORT: '81' } },
  });

  test('takes the image, the environment, the secrets, the size, the user and the capacity of the service', () => {
    expect(containerOf(template)).toMatchObject({
      Name: 'task', Command: COMMAND, Environment: [{ Name: 'STAGE', Value: 'test' }, { Name: 'PORT', Value: '81' }], Secrets: [{ Name: 'KEY' }], User: 'node',
    });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '1024', ContainerDefinitions: [Match.objectLike({ Name: 'task' })] });
    expect(requestIn(template).capacityProviderStrategy).toEqual([{ capacityProvider: 'FARGATE_SPOT', weight: 1 }]);
  });

  test('does not take what a task that ends does not have', () => {
    expect(Object.keys(containerOf(template)).filter(key => ['PortMappings', 'HealthCheck', 'RestartPolicy', 'StopTimeout'].includes(key))).toEqual([]);
    expect(requestIn(template).enableExecuteCommand).toBeUndefined();
    expect(Object.values(template.findResources('AWS::ECS::TaskDefinition', { Properties: { Family: 'api' } }))).toHaveLength(1);
  });

  test('uses the security groups, the subnets and the task role of the service', () => {
    const [service] = Object.values(template.findResources(SERVICE));
    const { Subnets, SecurityGroups } = service.Properties.NetworkConfiguration.AwsvpcConfiguration;
    const { subnets, securityGroups } = requestIn(template).networkConfiguration.awsvpcConfiguration;
    expect(subnets).toEqual(Subnets.map(({ Ref }: { Ref: string }) => `<${Ref}>`));
    expect(securityGroups).toEqual(SecurityGroups.map((each: any) => `<${each['Fn::GetAtt'][0]}>`));
    const roles = Object.values(template.findResources('AWS::ECS::TaskDefinition')).map(({ Properties }) => Properties.TaskRoleArn);
    expect(roles[0]).toEqual(roles[1]);
  });

  test('the service waits for the task', () => { expect(graphOf(template).outOfOrder(RUN, SERVICE)).toEqual([]); });

  test.each<[string, (service: ContainerService, database: rds.DatabaseInstance) => void]>([
    ['connectTo', (service, database) => { service.connectTo(Target.database(database)); }],
    ['allowDefaultPortFrom', (service, database) => { database.connections.allowDefaultPortFrom(service); service.startAfter(database); }],
  ])('the task waits for rules that are added later: %s', (_, connect) => {
    const graph = graphOf(before({ use: (service, __, stack) => connect(service, databaseIn(stack, service.cluster.vpc)) }));
    expect(graph.outOfOrder('AWS::EC2::SecurityGroupIngress', RUN)).toEqual([]);
  });

  test('the task waits for rules of a security group that does not allow all outgoing connections', () => {
    const graph = graphOf(before({
      service: stack => {
        const cluster = clusterIn(stack);
        return { cluster, securityGroups: [new ec2.SecurityGroup(stack, 'Tasks', { vpc: cluster.vpc, allowAllOutbound: false })] };
      },
      use: (service, _, stack) => { service.connections.allowTo(new ec2.SecurityGroup(stack, 'Cache', { vpc: service.cluster.vpc }), ec2.Port.tcp(6379)); },
    }));
    expect(graph.ofType('AWS::EC2::SecurityGroupEgress')).toHaveLength(1);
    expect(graph.outOfOrder('AWS::EC2::SecurityGroupEgress', RUN)).toEqual([]);
  });

  test('the task waits for the database to which the service connects', () => {
    const graph = graphOf(before({ use: (service, _, stack) => { service.connectTo(Target.database(databaseIn(stack, service.cluster.vpc))); } }));
    expect(graph.outOfOrder('AWS::RDS::DBInstance', RUN)).toEqual([]);
  });

  test('the task does not wait for services to which the service connects', () => {
    const graph = graphOf(before({
      use: (service, task, stack) => {
        const other = new ContainerService(stack, 'Other', { cluster: service.cluster, image: IMAGE, containerPort: 80 });
        other.startAfter(task);
        service.connectTo(Target.service(other));
      },
    }));
    expect(graph.ofType(SERVICE).filter(each => !graph.waitsFor(each, graph.ofType(RUN)[0]))).toEqual([]);
  });

  test.each(['secrets', 'entryPoint'] as const)('refuses %s with an existing task definition', option => {
    const service = (stack: Stack) => ({ taskDefinition: existing(stack) });
    const value = { secrets: { A: SecretSource.parameterStoreName('/a') }, entryPoint: ['sh'] }[option];
    expect(() => before({ service, options: { [option]: value } })).toThrow(`[Stack/Api/Migrate] ${option} cannot be combined with the existing task definition of 'Stack/Api', of which a task overrides command and environment only`);
  });

  test.each([
    ['null', null, '(null)'], ['another construct', new Stack(), "('Default')"], ['nothing', undefined, '(undefined)'],
  ])('refuses %s as the service', (_, service, given) => {
    expect(() => DeploymentTask.before(service as never, 'Migrate', { command: COMMAND })).toThrow(`[Migrate] service ${given} must be a ContainerService of this app`);
  });

  test('refuses no options', () => {
    expect(() => DeploymentTask.before(makeService(newStack()), 'Migrate', undefined as never)).toThrow('[Stack/Api/Migrate] command is required');
  });

  test.each([undefined, []])('refuses the command %p', command => {
    expect(() => before({ options: { command: command as string[] } })).toThrow('[Stack/Api/Migrate] command is required: the command of the service would not end');
  });

  test('uses an existing task definition with another command', () => {
    const made = before({ service: stack => ({ taskDefinition: existing(stack) }), options: { environment: { A: 'b' } } });
    made.resourceCountIs('AWS::ECS::TaskDefinition', 1);
    expect(requestIn(made)).toMatchObject({
      taskDefinition: expect.stringContaining('Existing'),
      overrides: { containerOverrides: [{ name: 'app', command: COMMAND, environment: [{ name: 'A', value: 'b' }] }] },
    });
    made.hasResourceProperties(RUN, { Container: 'app' });
    expect(graphOf(made).outOfOrder(RUN, SERVICE)).toEqual([]);
  });
});

function existing(stack: Stack, options: Partial<ecs.ContainerDefinitionOptions> = {}): ecs.TaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Existing');
  taskDefinition.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 80 }], ...options });
  return taskDefinition;
}

function onManagedInstances(stack: Stack) {
  const cluster = clusterIn(stack);
  return { cluster, capacity: Capacity.managedInstances(cluster.addManagedInstances('Managed')) };
}

function onServers(stack: Stack) {
  const cluster = clusterIn(stack);
  cluster.addExternalInstances('Servers');
  return { cluster, capacity: Capacity.external() };
}

function isolated(stack: Stack) {
  const vpc = new ec2.Vpc(stack, 'Isolated', { natGateways: 0, subnetConfiguration: [{ name: 'tasks', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });
  return { cluster: new EcsCluster(stack, 'Cluster', { vpc }), vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED }, image: ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1') };
}

describe.each<[string, (stack: Stack) => Partial<ContainerServiceProps>]>([
  ['Fargate Spot', () => ({ capacity: Capacity.fargateSpot() })],
  ['instances in network mode awsvpc', onInstances({ networkMode: ecs.NetworkMode.AWS_VPC })],
  ['instances in network mode bridge', onInstances({ networkMode: ecs.NetworkMode.BRIDGE })],
  ['instances in network mode host', onInstances({ networkMode: ecs.NetworkMode.HOST })],
  ['Managed Instances', onManagedInstances],
  ['servers outside of AWS', onServers],
  ['isolated subnets', isolated],
])('on %s', (_, place) => {
  test('a task before a service has no finding of the validator and no cycle', () => {
    const stack = newStack('eu-west-1');
    const api = makeService(stack, place(stack));
    DeploymentTask.before(api, 'Migrate', { command: COMMAND });
    expect(EcsValidator.findings(stack.node.root as App).map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    expect(graphOf(Template.fromStack(stack)).outOfOrder(RUN, SERVICE)).toEqual([]);
  });
});

describe('in the regulated profile', () => {
  const stack = newStack('eu-west-1');
  const api = makeService(stack, { cluster: clusterIn(stack, Profile.regulated()), image: ecs.ContainerImage.fromRegistry('public.ecr.aws/shop/api:1') });
  DeploymentTask.before(api, 'Migrate', { command: COMMAND });
  const template = Template.fromStack(stack);

  test('each log group is encrypted', () => {
    const groups = Object.values(template.findResources('AWS::Logs::LogGroup'));
    expect([groups.length, groups.filter(({ Properties }) => Properties.KmsKeyId === undefined)]).toEqual([4, []]);
  });

  test('only the role that the CDK creates has an inline policy', () => {
    expect(Object.keys(template.findResources('AWS::IAM::Policy'))).toEqual([expect.stringContaining('waiterstatemachineRole')]);
  });

  test('no pack has a finding about the task and its functions', () => {
    const ofTask = nagFindings(stack.node.root as App, ALL_PACKS).filter(finding => /DeploymentTasks|Migrate/.test(finding));
    expect(ofTask).toEqual([]);
  });
});

test('the roles of an imported cluster and an imported role are used', () => {
  const stack = newStack('eu-west-1');
  const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Main', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc') });
  makeTask(stack, { cluster, taskRole: iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/company') });
  expect(EcsValidator.findings(stack.node.root as App).filter(({ ruleId }) => ruleId === 'run-task-permissions')).toEqual([]);
});
