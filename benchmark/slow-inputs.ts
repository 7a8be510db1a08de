import type { RawResource, TemplateSource } from '../src/validation/model/evaluation/source';

/** An input that once took seconds, because the cost grew faster than its size. */
export interface SlowInput {
  readonly name: string;
  sources(): readonly TemplateSource[];
}

type Resources = Readonly<Record<string, RawResource>>;

const FARGATE = { RequiresCompatibilities: ['FARGATE'], NetworkMode: 'awsvpc', Cpu: '256', Memory: '512' };
const WEB = { Name: 'web', Image: 'public.ecr.aws/nginx/nginx:1.27' };

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const alone = (Resources: Resources): readonly TemplateSource[] => [{ name: 'template', template: { Resources } }];
const task = (properties: object) => alone({ Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ...FARGATE, ContainerDefinitions: [WEB], ...properties } } });
const web = (properties: object) => task({ ContainerDefinitions: [{ ...WEB, ...properties }] });
const variable = (Value: unknown) => web({ Environment: [{ Name: 'DATA', Value }] });

/** An execution role whose policy names a resource, and a secret that its task reads. */
const policy = (Resource: string, ValueFrom: string) => alone({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
      Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['secretsmanager:*', `secretsmanager:${'*Get'.repeat(1000)}`], Resource }] } }],
    },
  },
  Task: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: { ...FARGATE, ExecutionRoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] }, ContainerDefinitions: [{ ...WEB, Secrets: [{ Name: 'PASSWORD', ValueFrom }] }] },
  },
});

/** Stacks that each import from the next one, and the last from the first. */
const circleOfStacks = (stacks: number): readonly TemplateSource[] => count(stacks, index => {
  const next = { 'Fn::ImportValue': `export-${(index + 1) % stacks}` };
  return {
    name: `stack-${index}`,
    stackName: `stack-${index}`,
    template: {
      Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ...FARGATE, ContainerDefinitions: [{ ...WEB, Image: next }] } } },
      Outputs: { Out: { Value: { 'Fn::Join': ['', [next, next, { 'Fn::Sub': ['${a}${a}', { a: next }] }]] }, Export: { Name: `export-${index}` } } },
    },
  };
});

const named = <T>(length: number, name: string, make: (index: number) => T) => Object.fromEntries(count(length, index => [`${name}${index}`, make(index)]));
const TASK_GROUP = [{ 'Fn::GetAtt': ['Group', 'GroupId'] }];

/** A Fargate service in one subnet, with additional resources. */
const service = (properties: object, definition: object, others: Resources) => alone({
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone: 'eu-west-1a' } },
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: { Ref: 'Vpc' }, GroupDescription: 'tasks' } },
  Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ...FARGATE, ContainerDefinitions: [WEB], ...definition } },
  Service: {
    Type: 'AWS::ECS::Service',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      LaunchType: 'FARGATE',
      TaskDefinition: { Ref: 'Task' },
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }], SecurityGroups: TASK_GROUP } },
      ...properties,
    },
  },
  ...others,
});

/** A task that mounts many volumes on a few file systems. */
const mounting = (volumes: number, fileSystems: number) => ({
  Volumes: count(volumes, index => ({ Name: `v${index}`, EFSVolumeConfiguration: { FilesystemId: { Ref: `Files${index % fileSystems}` } } })),
  ContainerDefinitions: [{ ...WEB, MountPoints: count(volumes, index => ({ SourceVolume: `v${index}`, ContainerPath: `/v${index}` })) }],
});
const FILE_SYSTEM = { Type: 'AWS::EFS::FileSystem', Properties: { FileSystemPolicy: {} } };
const mountTarget = (index: number) => ({ Type: 'AWS::EFS::MountTarget', Properties: { FileSystemId: { Ref: 'Files0' }, SubnetId: { Ref: `Other${index}` }, SecurityGroups: TASK_GROUP } });
const subnet = () => ({ Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone: 'eu-west-1b' } });

const targetGroup = () => ({ Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { TargetType: 'ip', Port: 80, Protocol: 'HTTP', VpcId: { Ref: 'Vpc' } } });
const balanced = (groups: number): Resources => ({
  ...named(groups, 'Targets', targetGroup),
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { SecurityGroups: TASK_GROUP } },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', ForwardConfig: { TargetGroups: count(groups, index => ({ TargetGroupArn: { Ref: `Targets${index}` } })) } }],
    },
  },
});

const customCall = (action: string, parameters: object) => ({
  Type: 'Custom::AWS',
  Properties: { Create: { 'Fn::Sub': JSON.stringify({ service: 'elbv2', action, parameters, physicalResourceId: { responsePath: 'Rules.0.RuleArn' } }) } },
});

const provider = (index: number) => ({ Type: 'AWS::ECS::CapacityProvider', Properties: { AutoScalingGroupProvider: { AutoScalingGroupArn: `group-${index}` } } });
const providers = (length: number) => count(length, index => ({ CapacityProvider: { Ref: `Provider${index}` }, Weight: 1 }));

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:';

const run = { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: { Cluster: 'main', TaskDefinition: 'web', LaunchType: 'FARGATE' } };
const digits = `${'1'.repeat(40_000)}x`;
const region = (index: number) => index % 2 ? { Ref: 'AWS::Region' } : '-';
const waiting = (index: number) => ({ ...WEB, Name: `c${index}`, DependsOn: count(3, step => ({ ContainerName: `c${(index + step + 1) % 1000}`, Condition: 'START' })) });
const secret = (index: number) => ({ Name: `SECRET_${index}`, ValueFrom: `${SECRET_ARN}name-${index}-a1B2c3` });

const INPUTS: Readonly<Record<string, () => readonly TemplateSource[]>> = {
  '40,000 digits and a letter in Cpu and Memory': () => task({ Cpu: digits, Memory: digits }),
  '16,000 references in one Fn::Sub': () => variable({ 'Fn::Sub': '${AWS::Region}-'.repeat(16_000) }),
  '16,000 unclosed references': () => variable({ 'Fn::Sub': '${'.repeat(16_000) }),
  '16,000 parts in one Fn::Join': () => variable({ 'Fn::Join': ['', count(16_000, region)] }),
  '4,000 characters of a policy pattern against an ARN of the same length': () => policy(`${SECRET_ARN}${'*a'.repeat(2000)}b`, `${SECRET_ARN}${'a'.repeat(4000)}`),
  '1,000 containers that wait for each other': () => task({ ContainerDefinitions: count(1000, waiting) }),
  '4,000 port mappings': () => web({ PortMappings: count(4000, index => ({ ContainerPort: index + 1 })) }),
  '4,000 port ranges': () => web({ PortMappings: count(4000, index => ({ ContainerPortRange: `${index + 1}-60000` })) }),
  '30 stacks that import from each other in a circle': () => circleOfStacks(30),
  '1,000 secrets': () => web({ Secrets: count(1000, secret) }),
  '4,000 variables': () => web({ Environment: count(4000, index => ({ Name: `VARIABLE_${index}`, Value: `value-${index}` })) }),
  '1,000 volumes on one file system with 1,000 mount targets': () => service({}, mounting(1000, 1), {
    Files0: FILE_SYSTEM, ...named(1000, 'Other', subnet), ...named(1000, 'Target', mountTarget),
  }),
  '2,000 volumes on 50 file systems without mount targets': () => service({}, mounting(2000, 50), named(50, 'Files', () => FILE_SYSTEM)),
  '2,000 target groups of one service and one listener': () => service(
    { LoadBalancers: count(2000, index => ({ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: `Targets${index}` } })) },
    { ContainerDefinitions: [{ ...WEB, PortMappings: [{ ContainerPort: 80 }] }] },
    balanced(2000),
  ),
  '3,000 capacity providers of a cluster': () => service({ LaunchType: undefined, CapacityProviderStrategy: providers(3000) }, {}, {
    ...named(3000, 'Provider', provider),
    Cluster: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders: count(3000, index => ({ Ref: `Provider${index}` })), DefaultCapacityProviderStrategy: providers(3000) } },
  }),
  '500 rules of custom resources to one target group each': () => service({}, {}, {
    ...balanced(500),
    ...named(500, 'Rule', index => customCall('createRule', {
      ListenerArn: '${Listener}', Priority: index + 1, Conditions: [{ Field: 'path-pattern', Values: [`/${index}`] }], Actions: [{ Type: 'forward', TargetGroupArn: `\${Targets${index}}` }],
    })),
    ...named(500, 'Order', index => customCall('setRulePriorities', { RulePriorities: [{ RuleArn: `\${Rule${index}}`, Priority: index + 1 }] })),
  }),
  '500 states of a state machine': () => alone({
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: { DefinitionString: JSON.stringify({ States: Object.fromEntries(count(500, index => [`Run${index}`, run])) }) },
    },
  }),
};

export const SLOW_INPUTS: readonly SlowInput[] = Object.entries(INPUTS).map(([name, sources]) => ({ name, sources }));
