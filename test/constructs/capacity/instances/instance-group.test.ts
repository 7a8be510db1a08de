import { App, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EcsCluster, InstanceAccelerator, InstanceGroup, InstanceImage } from '../../../../src';
import { knownInstancesOf } from '../../../../src/constructs/capacity/instances/known-instances';
import { GroupProps, groupTemplate, LARGE, makeGroup, only, regionalStack } from '../../../support/instance-group';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const M6I = new ec2.InstanceType('m6i.large');
const WINDOWS = InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022);
const BY_DEFAULT = groupTemplate();

describe('the launch template', () => {
  test('requires tokens for the instance metadata, which containers in network mode bridge cannot reach', () => {
    BY_DEFAULT.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } } });
  });

  test('gives instances and volumes the name of the group', () => {
    const named = { Tags: Match.arrayWith([{ Key: 'Name', Value: 'Stack/Cluster/Group' }]) };
    BY_DEFAULT.hasResourceProperties(TEMPLATE, {
      LaunchTemplateData: { TagSpecifications: [{ ResourceType: 'instance', ...named }, { ResourceType: 'volume', ...named }] },
    });
    BY_DEFAULT.hasResourceProperties(GROUP, { Tags: [{ Key: 'Name', Value: 'Stack/Cluster/Group', PropagateAtLaunch: true }] });
  });

  test('has no SSH key', () => {
    BY_DEFAULT.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { KeyName: Match.absent() } });
  });

  test('has a new security group that allows outbound traffic only', () => {
    BY_DEFAULT.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '0.0.0.0/0' })], SecurityGroupIngress: Match.absent(),
    });
  });

  test.each<[keyof GroupProps, GroupProps, object]>([
    ['metadataHopLimit', { metadataHopLimit: 2 }, { MetadataOptions: { HttpPutResponseHopLimit: 2 } }],
    ['detailedMonitoring', { detailedMonitoring: true }, { Monitoring: { Enabled: true } }],
  ])('has %s', (_, props, LaunchTemplateData) => { groupTemplate(props).hasResourceProperties(TEMPLATE, { LaunchTemplateData }); });

  test('has the given security groups instead of a new one', () => {
    const template = groupTemplate(stack => ({ securityGroups: ['sg-0a1b2c3d4e5f60718', 'sg-0a1b2c3d4e5f60719'].map(id => ec2.SecurityGroup.fromSecurityGroupId(stack, id, id)) }));
    template.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { SecurityGroupIds: ['sg-0a1b2c3d4e5f60718', 'sg-0a1b2c3d4e5f60719'] } });
    template.resourceCountIs('AWS::EC2::SecurityGroup', 0);
  });

  test('encrypts its volumes with the given key, which EC2 Auto Scaling may use', () => {
    const template = groupTemplate(stack => ({ volumeEncryptionKey: new kms.Key(stack, 'Key') }));
    template.hasResourceProperties(TEMPLATE, {
      LaunchTemplateData: { BlockDeviceMappings: [{ Ebs: { Encrypted: true, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } } }] },
    });
    const role = { 'Fn::Join': ['', Match.arrayWith([':role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling'])] };
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Action: 'kms:CreateGrant', Condition: { Bool: { 'kms:GrantIsForAWSResource': true }, StringEquals: Match.objectLike({ 'aws:PrincipalArn': role }) },
        })]),
      },
    });
  });
});

describe('the instance role', () => {
  const statements = (template: Template) => (only(template, 'AWS::IAM::ManagedPolicy') as { readonly PolicyDocument?: { readonly Statement: readonly { readonly Action: unknown }[] } })
    .PolicyDocument!.Statement;

  test('has no managed policy of AWS', () => {
    BY_DEFAULT.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('may do for this cluster only what the agent does', () => {
    expect(statements(BY_DEFAULT).slice(0, 3)).toMatchObject([
      { Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
      {
        Action: [
          'ecs:RegisterContainerInstance',
          'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange',
        ],
        Resource: { 'Fn::GetAtt': ['ClusterEB0386A7', 'Arn'] },
      },
      {
        Action: ['ecs:Poll', 'ecs:StartTelemetrySession', 'ecs:UpdateContainerInstancesState'],
        Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecs:eu-west-1:', { Ref: 'AWS::AccountId' }, ':container-instance/', { Ref: 'ClusterEB0386A7' }, '/*']] },
      },
    ]);
  });

  test('allows sessions of Session Manager', () => {
    expect(statements(BY_DEFAULT)).toContainEqual(expect.objectContaining({ Action: expect.arrayContaining(['ssm:UpdateInstanceInformation', 'ssmmessages:OpenDataChannel']) }));
  });

  test('allows no sessions without ssmAccess', () => {
    expect(JSON.stringify(statements(groupTemplate({ ssmAccess: false })))).not.toContain('ssm');
  });

  test('can be an existing role, which gets the permissions', () => {
    const template = groupTemplate(stack => ({ role: iam.Role.fromRoleName(stack, 'Existing', 'instances') }));
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: ['instances'] });
    template.hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: ['instances'] });
  });
});

describe('the Auto Scaling group', () => {
  test('has no desired capacity, which each deployment would reset', () => {
    BY_DEFAULT.hasResourceProperties(GROUP, { MinSize: '0', MaxSize: '4', DesiredCapacity: Match.absent(), CapacityRebalance: Match.absent() });
  });

  test('waits for the permissions of the agent and for the routes to the internet', () => {
    BY_DEFAULT.hasResource(GROUP, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('AgentPolicy'), Match.stringLikeRegexp('PrivateSubnet1DefaultRoute')]) });
  });

  test('is in private subnets', () => {
    BY_DEFAULT.hasResourceProperties(GROUP, { VPCZoneIdentifier: [{ Ref: Match.stringLikeRegexp('PrivateSubnet1') }, { Ref: Match.stringLikeRegexp('PrivateSubnet2') }] });
  });

  test('has a plain launch template with one type on demand', () => {
    BY_DEFAULT.hasResourceProperties(GROUP, { LaunchTemplate: Match.anyValue(), MixedInstancesPolicy: Match.absent() });
    BY_DEFAULT.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { InstanceType: 'm7i.large' } });
  });

  test.each<[string, GroupProps, object]>([
    ['minInstances', { minInstances: 2 }, { MinSize: '2' }],
    ['vpcSubnets', { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, { VPCZoneIdentifier: [{ Ref: Match.stringLikeRegexp('PublicSubnet1') }, Match.anyValue()] }],
    ['healthChecks', { healthChecks: autoscaling.HealthChecks.ec2({ gracePeriod: Duration.minutes(5) }) }, { HealthCheckGracePeriod: 300 }],
    ['defaultInstanceWarmup', { defaultInstanceWarmup: Duration.minutes(2) }, { DefaultInstanceWarmup: 120 }],
    ['several types, in the order of preference', { instanceTypes: [LARGE, M6I] }, {
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandAllocationStrategy: 'prioritized', OnDemandPercentageAboveBaseCapacity: 100, SpotAllocationStrategy: Match.absent() },
        LaunchTemplate: { Overrides: [{ InstanceType: 'm7i.large', WeightedCapacity: Match.absent() }, { InstanceType: 'm6i.large' }] },
      },
    }],
    ['Spot Instances', { spot: true }, {
      MixedInstancesPolicy: { InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0, SpotAllocationStrategy: 'price-capacity-optimized' } },
    }],
    ['Spot Instances above a base on demand', {
      spot: true,
      onDemandBase: 2,
      onDemandPercentage: 25,
      spotAllocationStrategy: autoscaling.SpotAllocationStrategy.CAPACITY_OPTIMIZED,
      onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.LOWEST_PRICE,
    }, {
      MixedInstancesPolicy: {
        InstancesDistribution: {
          OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: 25, SpotAllocationStrategy: 'capacity-optimized', OnDemandAllocationStrategy: 'lowest-price',
        },
      },
    }],
  ])('has %s', (_, props, properties) => { groupTemplate(props).hasResourceProperties(GROUP, properties); });
});

describe('the capacity provider', () => {
  test('scales, drains and protects the instances', () => {
    BY_DEFAULT.hasResourceProperties(PROVIDER, {
      AutoScalingGroupProvider: { ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 }, ManagedDraining: 'ENABLED', ManagedTerminationProtection: 'ENABLED' },
    });
    BY_DEFAULT.hasResourceProperties(GROUP, { NewInstancesProtectedFromScaleIn: true });
  });

  test.each<[string, GroupProps, object]>([
    ['numbers', { targetCapacityPercent: 80, instanceWarmup: Duration.minutes(1), minScalingStepSize: 2, maxScalingStepSize: 10 }, {
      ManagedScaling: { TargetCapacity: 80, InstanceWarmupPeriod: 60, MinimumScalingStepSize: 2, MaximumScalingStepSize: 10 },
    }],
    ['no managed scaling, and so no protection', { managedScaling: false }, { ManagedScaling: Match.absent(), ManagedTerminationProtection: 'DISABLED' }],
    ['no protection', { managedTerminationProtection: false }, { ManagedScaling: Match.anyValue(), ManagedTerminationProtection: 'DISABLED' }],
    ['no draining', { managedDraining: false }, { ManagedDraining: 'DISABLED' }],
  ])('has %s', (_, props, AutoScalingGroupProvider) => { groupTemplate(props).hasResourceProperties(PROVIDER, { AutoScalingGroupProvider }); });

  test('has the given name', () => {
    groupTemplate({ capacityProviderName: 'web-instances' }).hasResourceProperties(PROVIDER, { Name: 'web-instances' });
  });

  test('has a name that ECS accepts in a stack whose name begins with ecs', () => {
    const stack = new Stack(new App(), 'ecs-web');
    makeGroup(stack);
    Template.fromStack(stack).hasResourceProperties(PROVIDER, { Name: Match.stringLikeRegexp('^cp-') });
  });
});

describe('a warm pool', () => {
  const POOL = 'AWS::AutoScaling::WarmPool';

  test('has stopped instances that do not return to it', () => {
    groupTemplate({ warmPool: { minSize: 1, maxGroupPreparedCapacity: 3 } }).hasResourceProperties(POOL, {
      MinSize: 1, MaxGroupPreparedCapacity: 3, PoolState: 'Stopped', InstanceReusePolicy: Match.absent(),
    });
  });

  test('can keep its instances running', () => {
    groupTemplate({ warmPool: { state: autoscaling.PoolState.RUNNING } }).hasResourceProperties(POOL, { PoolState: 'Running' });
  });

  test('waits on Windows until the agent is set up', () => {
    const template = groupTemplate({ image: WINDOWS, warmPool: {} });
    template.hasResourceProperties('AWS::AutoScaling::LifecycleHook', {
      LifecycleHookName: 'ecs-agent-ready', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING', DefaultResult: 'ABANDON', HeartbeatTimeout: 900,
    });
    template.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { MetadataOptions: { InstanceMetadataTags: 'enabled' } } });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [Match.objectLike({ Action: 'autoscaling:CompleteLifecycleAction' })] } });
    template.hasResource(POOL, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('LifecycleHook'), Match.stringLikeRegexp('WarmPoolPolicy')]) });
  });

  test('has no lifecycle hook on Linux', () => {
    groupTemplate({ warmPool: {} }).resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
  });
});

describe('an instance refresh', () => {
  const REFRESH = 'Custom::InstanceRefresh';
  const called = (template: Template, key: 'Create' | 'Update') => {
    const { 'Fn::Join': [, parts] } = (only(template, REFRESH) as Record<string, { readonly 'Fn::Join': readonly [string, readonly unknown[]] }>)[key];
    return JSON.parse(parts.map(part => typeof part === 'string' ? part : JSON.stringify(part).replace(/"/g, "'")).join('')) as object;
  };

  test('is not made by default: running instances keep their AMI', () => {
    BY_DEFAULT.resourceCountIs(REFRESH, 0);
    BY_DEFAULT.hasResource(GROUP, { UpdatePolicy: { AutoScalingRollingUpdate: Match.absent(), AutoScalingReplacingUpdate: Match.absent() } });
  });

  test('starts when the version of the launch template changes, and replaces protected instances one after the other', () => {
    const template = groupTemplate({ instanceRefresh: {} });
    expect(called(template, 'Update')).toMatchObject({
      service: 'auto-scaling',
      action: 'startInstanceRefresh',
      parameters: { Strategy: 'Rolling', Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 110, ScaleInProtectedInstances: 'Refresh', SkipMatching: true } },
      physicalResourceId: { id: expect.stringContaining('LatestVersionNumber') },
      ignoreErrorCodesMatching: 'InstanceRefreshInProgress',
    });
    expect(called(template, 'Create')).toEqual(called(template, 'Update'));
  });

  test('may start a refresh of this group only, once the provider drains its instances', () => {
    const template = groupTemplate({ instanceRefresh: { minHealthyPercent: 50, maxHealthyPercent: 150 } });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Action: 'autoscaling:StartInstanceRefresh', Effect: 'Allow', Resource: { 'Fn::Join': ['', Match.arrayWith([{ Ref: Match.stringLikeRegexp('ASG') }])] } }] },
    });
    template.hasResource(REFRESH, { DependsOn: Match.arrayWith([Match.stringLikeRegexp('CapacityProvider')]) });
    expect(called(template, 'Update')).toMatchObject({ parameters: { Preferences: { MinHealthyPercentage: 50, MaxHealthyPercentage: 150 } } });
  });
});

test('more security groups than the default quota are a warning that can be acknowledged', () => {
  const stack = regionalStack();
  makeGroup(stack, { securityGroups: [...'123456'].map(digit => ec2.SecurityGroup.fromSecurityGroupId(stack, digit, `sg-0a1b2c3d4e5f6071${digit}`)) });
  const [warning, ...others] = Annotations.fromStack(stack).findWarning('/Stack/Cluster/Group', Match.stringLikeRegexp('securityGroups has 6 security groups'));
  expect(JSON.stringify(warning)).toContain('cdk-ecs-shipshape:security-group-quota');
  expect(others).toEqual([]);
});

test('five security groups are no warning', () => {
  const stack = regionalStack();
  makeGroup(stack, { securityGroups: [...'12345'].map(digit => ec2.SecurityGroup.fromSecurityGroupId(stack, digit, `sg-0a1b2c3d4e5f6071${digit}`)) });
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('tasks know the instances of the group', () => {
  groupTemplate({ instanceTypes: [LARGE, M6I], maxInstances: 7, agent: { eniTrunking: true } }, group => {
    expect(knownInstancesOf(group)).toMatchObject({ instanceTypes: ['m7i.large', 'm6i.large'], hasEniTrunking: true, maxInstances: 7, accelerator: InstanceAccelerator.NONE });
  });
});

test('values that are known only at deployment are accepted', () => {
  let made: InstanceGroup | undefined;
  const template = groupTemplate(stack => ({
    instanceTypes: [new ec2.InstanceType(new CfnParameter(stack, 'Type').valueAsString)],
    maxInstances: new CfnParameter(stack, 'Most', { type: 'Number' }).valueAsNumber,
    minInstances: new CfnParameter(stack, 'Least', { type: 'Number' }).valueAsNumber,
    capacityProviderName: new CfnParameter(stack, 'Name').valueAsString,
    metadataHopLimit: new CfnParameter(stack, 'Hops', { type: 'Number' }).valueAsNumber,
  }), group => { made = group; });
  expect(Annotations.fromStack(Stack.of(made!)).findError('*', Match.anyValue())).toEqual([]);
  template.hasResourceProperties(TEMPLATE, { LaunchTemplateData: { InstanceType: { Ref: 'Type' }, MetadataOptions: { HttpPutResponseHopLimit: { Ref: 'Hops' } } } });
  template.hasResourceProperties(GROUP, { MaxSize: { Ref: 'Most' } });
});

const REQUIREMENTS = { instanceRequirements: { vCpuCountMin: 2, memoryMin: LARGE as never } };

test.each<[GroupProps, string]>([
  [{ instanceTypes: undefined }, 'instanceTypes must have at least one instance type, such as new ec2.InstanceType(\'m7g.large\'); or set instanceRequirements'],
  [{ instanceTypes: [] }, 'instanceTypes ([]) must have at least one instance type'],
  [{ ...REQUIREMENTS, instanceTypes: [LARGE] }, 'instanceTypes and instanceRequirements exclude each other; remove one'],
  [{ onDemandBase: 1 }, 'onDemandBase (1) has no effect without spot: true'],
  [{ onDemandPercentage: 50 }, 'onDemandPercentage (50) has no effect without spot: true'],
  [{ spot: true, onDemandPercentage: 101 }, 'onDemandPercentage (101) must be a whole number from 0 to 100'],
  [{ spot: true, onDemandBase: 5 }, 'onDemandBase (5) must be at most maxInstances (4)'],
  [{ instanceTypes: [LARGE, undefined as never] }, "instanceTypes[1] is undefined; it must be an instance type, such as new ec2.InstanceType('m7g.large')"],
  [{ spot: true, onDemandBase: -1 }, 'onDemandBase (-1) must be a whole number of at least 0'],
  [{ ...REQUIREMENTS, onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED }, 'onDemandAllocationStrategy (prioritized) requires instanceTypes'],
  [
    { ...REQUIREMENTS, spot: true, spotAllocationStrategy: autoscaling.SpotAllocationStrategy.CAPACITY_OPTIMIZED_PRIORITIZED },
    'spotAllocationStrategy (capacity-optimized-prioritized) requires instanceTypes',
  ],
  [{ maxInstances: 0 }, 'maxInstances (0) must be a whole number of at least 1'],
  [{ maxInstances: undefined as never }, 'maxInstances is required, such as 10'],
  [{ minInstances: 5 }, 'minInstances (5) must be at most maxInstances (4)'],
  [{ minInstances: -1 }, 'minInstances (-1) must be a whole number of at least 0'],
  [{ capacityProviderName: 'ecs-web' }, "capacityProviderName ('ecs-web') must be 1 to 255 letters, digits, hyphens and underscores, and not start with aws, ecs or fargate"],
  [{ capacityProviderName: 'FARGATE' }, "capacityProviderName ('FARGATE') must be 1 to 255"],
  [{ targetCapacityPercent: 0 }, 'targetCapacityPercent (0) must be a whole number from 1 to 100'],
  [{ instanceWarmup: Duration.hours(3) }, 'instanceWarmup (10800 seconds) must be a whole number from 0 to 10000'],
  [{ minScalingStepSize: 0 }, 'minScalingStepSize (0) must be a whole number from 1 to 10000'],
  [{ maxScalingStepSize: 10_001 }, 'maxScalingStepSize (10001) must be a whole number from 1 to 10000'],
  [{ minScalingStepSize: 5, maxScalingStepSize: 2 }, 'minScalingStepSize (5) must be at most maxScalingStepSize (2)'],
  [{ managedScaling: false, managedTerminationProtection: true }, 'managedTerminationProtection (true) requires managed scaling; remove it, or set managedScaling to true'],
  [{ managedScaling: false, targetCapacityPercent: 90 }, 'targetCapacityPercent (90) has no effect without managed scaling; remove it, or set managedScaling to true'],
  [{ instanceRefresh: {}, managedDraining: false }, 'instanceRefresh with managedDraining (false) stops tasks without draining them; remove managedDraining'],
  [{ instanceRefresh: { maxHealthyPercent: 100 } }, 'instanceRefresh.minHealthyPercent (100) and maxHealthyPercent (100) let no instance be replaced; raise maxHealthyPercent'],
  [{ instanceRefresh: { minHealthyPercent: 20, maxHealthyPercent: 150 } }, 'instanceRefresh.maxHealthyPercent (150) must be at most 100 above minHealthyPercent (20)'],
  [{ instanceRefresh: { maxHealthyPercent: 201 } }, 'instanceRefresh.maxHealthyPercent (201) must be a whole number from 100 to 200'],
  [{ warmPool: {}, spot: true }, 'warmPool cannot be combined with spot; use one instance type on demand'],
  [{ warmPool: {}, instanceTypes: [LARGE, M6I] }, 'warmPool cannot be combined with several instanceTypes (m7i.large, m6i.large); use one instance type on demand'],
  [
    { warmPool: {}, spot: true, instanceRequirements: { vCpuCountMin: 2, memoryMin: Size.gibibytes(4) } },
    'warmPool cannot be combined with spot and instanceRequirements; use one instance type on demand',
  ],
  [{ warmPool: { state: autoscaling.PoolState.HIBERNATED } }, 'warmPool.state (Hibernated) requires hibernation, which the launch template does not configure; use STOPPED or RUNNING'],
  [{ warmPool: { state: autoscaling.PoolState.RUNNING }, image: WINDOWS }, 'warmPool.state (Running) is not supported on Windows'],
  [{ warmPool: { minSize: 3, maxGroupPreparedCapacity: 2 } }, 'warmPool.minSize (3) must be at most maxGroupPreparedCapacity (2)'],
  [{ minInstances: 3, warmPool: { maxGroupPreparedCapacity: 2 } }, 'warmPool.maxGroupPreparedCapacity (2) is below minInstances (3), so the warm pool stays empty'],
  [{ warmPool: { minSize: -1 } }, 'warmPool.minSize (-1) must be a whole number of at least 0'],
  [{ metadataHopLimit: 65 }, 'metadataHopLimit (65) must be a whole number from 1 to 64'],
  [{ securityGroups: [] }, 'securityGroups ([]) must have at least one security group; remove it for a new one'],
])('is refused if it can never work: %#', (props, message) => { expect(() => groupTemplate(props)).toThrow(`[Stack/Cluster/Group] ${message}`); });

test('all problems are in one error, and nothing is created', () => {
  const stack = regionalStack();
  expect(() => makeGroup(stack, { maxInstances: 0, targetCapacityPercent: 0 })).toThrow(/maxInstances \(0\).*targetCapacityPercent \(0\)/);
  expect(stack.node.findChild('Cluster').node.tryFindChild('Group')).toBeUndefined();
});

test('without props, the error names the required ones', () => {
  const stack = regionalStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  expect(() => cluster.addInstances('Group', undefined as never))
    .toThrow(/^\[Stack\/Cluster\/Group\] instanceTypes must have at least one instance type.*maxInstances is required, such as 10/);
});

describe('in a VPC without private subnets', () => {
  const addTo = (vpcSubnets?: ec2.SubnetSelection) => {
    const stack = regionalStack();
    const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 0 }) });
    return () => cluster.addInstances('Group', { instanceTypes: [LARGE], maxInstances: 4, vpcSubnets });
  };

  test('is refused, because the CDK would select isolated subnets', () => {
    expect(addTo()).toThrow("[Stack/Cluster/Group] VPC 'Stack/Vpc' has no private subnets with a route to the internet, where instances run by default; choose its public or isolated subnets with vpcSubnets");
  });

  test('is accepted with vpcSubnets', () => { expect(addTo({ subnetType: ec2.SubnetType.PRIVATE_ISOLATED })).not.toThrow(); });
});
