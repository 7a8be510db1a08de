import { App, CfnElement, Duration, Size, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CapacityReservationPreference, EcsCluster, EcsValidator, ManagedInstances, ManagedInstancesProps } from '../../../src';
import { newStack } from '../../support/container-service';
import { EVERYDAY_PACKS, nagFindings } from '../../support/nag';

const CAPACITY_PROVIDER = 'AWS::ECS::CapacityProvider';
const M7G = new ec2.InstanceType('m7g.large');
const REQUIREMENTS: ec2.InstanceRequirementsConfig = { vCpuCountMin: 2, memoryMin: Size.gibibytes(4) };

function clusterIn(stack: Stack): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
}

function made(props?: ManagedInstancesProps): { readonly stack: Stack; readonly instances: ManagedInstances } {
  const stack = newStack();
  return { stack, instances: clusterIn(stack).addManagedInstances('Managed', props) };
}

function template(props?: ManagedInstancesProps): Template { return Template.fromStack(made(props).stack); }

function idOf(stack: Stack, path: string): string {
  return stack.resolve((stack.node.findChild('Cluster').node.findChild('Managed').node.findChild(path).node.defaultChild as CfnElement).logicalId) as string;
}

describe('by default', () => {
  const { stack, instances } = made();
  const all = Template.fromStack(stack);

  test('ECS selects the instances, in private subnets, with tags that the metadata does not show', () => {
    all.hasResourceProperties(CAPACITY_PROVIDER, {
      ClusterName: { Ref: Match.stringLikeRegexp('^Cluster') },
      ManagedInstancesProvider: {
        PropagateTags: 'CAPACITY_PROVIDER',
        AutoRepairConfiguration: Match.absent(),
        InfrastructureOptimization: Match.absent(),
        InstanceLaunchTemplate: {
          CapacityOptionType: Match.absent(),
          CapacityReservations: Match.absent(),
          FipsEnabled: Match.absent(),
          InstanceMetadataTagsPropagation: false,
          InstanceRequirements: Match.absent(),
          LocalStorageConfiguration: Match.absent(),
          Monitoring: Match.absent(),
          NetworkConfiguration: {
            Subnets: [{ Ref: Match.stringLikeRegexp('PrivateSubnet1') }, { Ref: Match.stringLikeRegexp('PrivateSubnet2') }],
            SecurityGroups: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('ManagedSecurityGroup'), 'GroupId'] }],
          },
          StorageConfiguration: Match.absent(),
        },
      },
    });
  });

  test('no role has a fixed name, so the stack needs no CAPABILITY_NAMED_IAM', () => {
    const named = Object.values(all.toJSON().Resources as Record<string, { Properties?: Record<string, unknown> }>)
      .filter(({ Properties = {} }) => 'RoleName' in Properties || 'InstanceProfileName' in Properties);
    expect(named).toEqual([]);
  });

  test('ECS may pass the instance role, to EC2 only', () => {
    all.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: idOf(stack, 'InfrastructureRole') }],
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'iam:PassRole',
          Resource: { 'Fn::GetAtt': [idOf(stack, 'InstanceRole'), 'Arn'] },
          Condition: { StringLike: { 'iam:PassedToService': 'ec2.*' } },
        }],
      },
    });
  });

  test('the infrastructure role trusts ECS, and the instance role EC2', () => {
    const trusting = (Service: string) => ({ AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Principal: { Service } }] } });
    all.hasResourceProperties('AWS::IAM::Role', trusting('ecs.amazonaws.com'));
    all.hasResourceProperties('AWS::IAM::Role', trusting('ec2.amazonaws.com'));
  });

  test('the instances may join this cluster only', () => {
    const cluster = clusterId(stack);
    const inCluster = (resource: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:${resource}/`, { Ref: cluster }, '/*']] });
    all.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: idOf(stack, 'InstanceRole') }],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
          { Effect: 'Allow', Action: ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitTaskStateChange'], Resource: { 'Fn::GetAtt': [cluster, 'Arn'] } },
          { Effect: 'Allow', Action: ['ecs:Poll', 'ecs:PutSystemLogEvents', 'ecs:StartTelemetrySession'], Resource: inCluster('container-instance') },
          { Effect: 'Allow', Action: 'ecs:Poll', Resource: inCluster('task-set') },
        ],
      },
    });
  });

  test('the validator and cdk-nag report nothing', () => {
    expect(EcsValidator.findings(App.of(stack) as App).map(({ ruleId }) => ruleId)).toEqual([]);
    expect(nagFindings(App.of(stack) as App, EVERYDAY_PACKS)).toEqual([]);
  });

  test('the L2 objects are public', () => {
    expect(instances.capacityProvider).toBeInstanceOf(ecs.ManagedInstancesCapacityProvider);
    expect(instances.capacityProviderName).toBe(instances.capacityProvider.capacityProviderName);
    expect(instances.infrastructureRole).toBe(instances.capacityProvider.infrastructureRole);
    expect(instances.instanceRole).toBeInstanceOf(iam.Role);
    expect(instances.connections.securityGroups).toHaveLength(1);
  });
});

function clusterId(stack: Stack): string { return stack.resolve((stack.node.findChild('Cluster').node.defaultChild as CfnElement).logicalId) as string; }

const provider = (properties: object) => ({ ManagedInstancesProvider: properties });
const launchTemplate = (properties: object) => provider({ InstanceLaunchTemplate: properties });

test.each<[string, ManagedInstancesProps, object]>([
  ['instanceTypes', { instanceTypes: [M7G] }, launchTemplate({
    InstanceRequirements: { AllowedInstanceTypes: ['m7g.large'], VCpuCount: { Min: 1 }, MemoryMiB: { Min: 1 }, BurstablePerformance: Match.absent(), BareMetal: Match.absent() },
  })],
  ['burstable instanceTypes', { instanceTypes: [new ec2.InstanceType('t4g.large')] }, launchTemplate({ InstanceRequirements: { BurstablePerformance: 'included' } })],
  ['bare metal instanceTypes', { instanceTypes: [new ec2.InstanceType('m7i.metal-24xl')] }, launchTemplate({ InstanceRequirements: { BareMetal: 'included' } })],
  ['instanceRequirements for GPUs', {
    instanceRequirements: {
      ...REQUIREMENTS,
      acceleratorCountMin: 1,
      acceleratorTypes: [ec2.AcceleratorType.GPU],
      acceleratorManufacturers: [ec2.AcceleratorManufacturer.NVIDIA],
    },
  }, launchTemplate({ InstanceRequirements: { AcceleratorCount: { Min: 1 }, AcceleratorTypes: ['gpu'], AcceleratorManufacturers: ['nvidia'], VCpuCount: { Min: 2 }, MemoryMiB: { Min: 4096 } } })],
  ['capacityOptionType', { capacityOptionType: ecs.CapacityOptionType.SPOT }, launchTemplate({ CapacityOptionType: 'SPOT' })],
  ['capacityReservations', { capacityReservations: {} }, launchTemplate({
    CapacityOptionType: 'RESERVED', CapacityReservations: { ReservationPreference: 'RESERVATIONS_FIRST', ReservationGroupArn: Match.absent() },
  })],
  ['the group of capacityReservations', {
    capacityReservations: { preference: CapacityReservationPreference.RESERVATIONS_ONLY, reservationGroupArn: 'arn:aws:resource-groups:eu-west-1:111122223333:group/ml' },
  }, launchTemplate({
    CapacityReservations: { ReservationPreference: 'RESERVATIONS_ONLY', ReservationGroupArn: 'arn:aws:resource-groups:eu-west-1:111122223333:group/ml' },
  })],
  ['vpcSubnets', { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } }, launchTemplate({
    NetworkConfiguration: { Subnets: [{ Ref: Match.stringLikeRegexp('PublicSubnet1') }, { Ref: Match.stringLikeRegexp('PublicSubnet2') }] },
  })],
  ['storageSize', { storageSize: Size.gibibytes(200) }, launchTemplate({ StorageConfiguration: { StorageSizeGiB: 200 } })],
  ['useLocalStorage', { useLocalStorage: true }, launchTemplate({ LocalStorageConfiguration: { UseLocalStorage: true } })],
  ['detailedMonitoring', { detailedMonitoring: true }, launchTemplate({ Monitoring: 'DETAILED' })],
  ['propagateTags', { propagateTags: false }, provider({ PropagateTags: 'NONE' })],
  ['instanceMetadataTags', { instanceMetadataTags: true }, launchTemplate({ InstanceMetadataTagsPropagation: true })],
  ['fips', { fips: true }, launchTemplate({ FipsEnabled: true })],
  ['scaleInAfter', { scaleInAfter: Duration.minutes(10) }, provider({ InfrastructureOptimization: { ScaleInAfter: 600 } })],
  ['infrastructureOptimization', { infrastructureOptimization: false }, provider({ InfrastructureOptimization: { ScaleInAfter: -1 } })],
  ['autoRepair', { autoRepair: true }, provider({ AutoRepairConfiguration: { ActionsStatus: 'ENABLED' } })],
  ['autoRepair, off', { autoRepair: false }, provider({ AutoRepairConfiguration: { ActionsStatus: 'DISABLED' } })],
  ['capacityProviderName', { capacityProviderName: 'managed' }, { Name: 'managed' }],
])('%s', (_, props, expected) => {
  template(props).hasResourceProperties(CAPACITY_PROVIDER, expected);
});

test('existing security groups are used', () => {
  const stack = newStack();
  const cluster = clusterIn(stack);
  const group = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Existing', 'sg-0123456789abcdef0');
  const instances = cluster.addManagedInstances('Managed', { securityGroups: [group] });
  expect(instances.connections.securityGroups).toEqual([group]);
  Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 0);
});

test('existing roles are used, and the infrastructure role may pass the instance role', () => {
  const stack = newStack();
  const managedPolicies = [iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonECSInfrastructureRolePolicyForManagedInstances')];
  const infrastructureRole = new iam.Role(stack, 'Infrastructure', { assumedBy: new iam.ServicePrincipal('ecs.amazonaws.com'), managedPolicies });
  const instanceRole = iam.Role.fromRoleArn(stack, 'Instances', 'arn:aws:iam::111122223333:role/instances');
  clusterIn(stack).addManagedInstances('Managed', { infrastructureRole, instanceRole });
  const all = Template.fromStack(stack);
  all.hasResourceProperties('AWS::IAM::InstanceProfile', { Roles: ['instances'] });
  all.hasResourceProperties('AWS::IAM::Policy', {
    Roles: [{ Ref: Match.stringLikeRegexp('^Infrastructure') }],
    PolicyDocument: { Statement: [{ Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/instances' }] },
  });
});

describe('the architecture of the instances', () => {
  test.each<[string, ManagedInstancesProps, string | undefined]>([
    ['ARM64 of the types', { instanceTypes: [M7G, new ec2.InstanceType('c7g.xlarge')] }, 'ARM64'],
    ['X86_64 of the types', { instanceTypes: [new ec2.InstanceType('m7i.large')] }, 'X86_64'],
    ['unknown for types of both', { instanceTypes: [M7G, new ec2.InstanceType('m7i.large')] }, undefined],
    ['ARM64 of the manufacturer', { instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: [ec2.CpuManufacturer.AWS] } }, 'ARM64'],
    ['X86_64 of the manufacturers', { instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: [ec2.CpuManufacturer.INTEL, ec2.CpuManufacturer.AMD] } }, 'X86_64'],
    ['unknown for manufacturers of both', { instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: [ec2.CpuManufacturer.AWS, ec2.CpuManufacturer.AMD] } }, undefined],
    ['ARM64 of a family', { instanceRequirements: { ...REQUIREMENTS, allowedInstanceTypes: ['m7g.*'] } }, 'ARM64'],
    ['unknown for a pattern of families', { instanceRequirements: { ...REQUIREMENTS, allowedInstanceTypes: ['m7*.large'] } }, undefined],
    ['unknown when ECS selects', {}, undefined],
  ])('is %s', (_, props, expected) => {
    expect(made(props).instances.cpuArchitecture?._cpuArchitecture).toBe(expected);
  });
});

describe('refuses', () => {
  test.each<[string, ManagedInstancesProps, string]>([
    ['types with requirements', { instanceTypes: [M7G], instanceRequirements: REQUIREMENTS }, 'instanceTypes and instanceRequirements cannot be combined'],
    ['no type', { instanceTypes: [] }, 'instanceTypes ([]) must have at least one instance type'],
    ['a lower bound above the upper one', { instanceRequirements: { ...REQUIREMENTS, vCpuCountMax: 1 } }, 'vCpuCountMin (2) must not be above vCpuCountMax (1)'],
    ['a size above the maximum', { instanceRequirements: { ...REQUIREMENTS, memoryMax: Size.gibibytes(2) } }, 'memoryMin (4096) must not be above memoryMax (2048)'],
    ['allowed with excluded types', { instanceRequirements: { ...REQUIREMENTS, allowedInstanceTypes: ['m7g.*'], excludedInstanceTypes: ['m7g.metal'] } }, 'allowedInstanceTypes and excludedInstanceTypes cannot be combined'],
    ['both price limits', {
      instanceRequirements: { ...REQUIREMENTS, spotMaxPricePercentageOverLowestPrice: 50, onDemandMaxPricePercentageOverLowestPrice: 20 },
    }, 'spotMaxPricePercentageOverLowestPrice (50) and onDemandMaxPricePercentageOverLowestPrice (20) cannot be combined'],
    ['a purchase option with capacity reservations', { capacityOptionType: ecs.CapacityOptionType.SPOT, capacityReservations: {} }, 'capacityOptionType (SPOT) and capacityReservations cannot be combined'],
    ['a small volume', { storageSize: Size.gibibytes(29) }, 'storageSize (29 GiB) must be a whole number from 30 to 16384'],
    ['a large volume', { storageSize: Size.gibibytes(16_385) }, 'storageSize (16385 GiB) must be a whole number from 30 to 16384'],
    ['a volume that is not a whole number of GiB', { storageSize: Size.mebibytes(81_408) }, 'storageSize (79.5 GiB) must be a whole number from 30 to 16384'],
    ['a listed type without a listed manufacturer', { instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: [ec2.CpuManufacturer.INTEL], allowedInstanceTypes: ['m7g.large', 'm7i.large'] } },
      'instanceRequirements: allowedInstanceTypes (m7g.large) have no CPU of cpuManufacturers (intel), so they are never launched'],
    ['a listed pattern without a listed manufacturer', { instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: [ec2.CpuManufacturer.AWS], allowedInstanceTypes: ['m7i.*'] } },
      'allowedInstanceTypes (m7i.*) have no CPU of cpuManufacturers (amazon-web-services)'],
    ['a Mac instance', { instanceTypes: [new ec2.InstanceType('mac2.metal'), M7G] }, 'instanceTypes (mac2.metal) must not have Mac instances'],
    ['a listed Mac instance', { instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: undefined, allowedInstanceTypes: ['mac2.metal'] } },
      'instanceRequirements: allowedInstanceTypes (mac2.metal) must not have Mac instances'],
    ['a long delay', { scaleInAfter: Duration.hours(2) }, 'scaleInAfter (7200 seconds) must be a whole number from 0 to 3600 seconds'],
    ['a delay without optimization', { scaleInAfter: Duration.minutes(1), infrastructureOptimization: false }, 'scaleInAfter (1 minute) has no effect while infrastructureOptimization is false'],
    ['no security group', { securityGroups: [] }, 'securityGroups ([]) must have at least one security group'],
    ['a reserved name', { capacityProviderName: 'ecs-managed' }, "capacityProviderName ('ecs-managed') must be"],
  ])('%s', (_, props, message) => {
    expect(() => made(props)).toThrow(message);
  });

  test('all problems in one error, with the path and before the construct exists', () => {
    const stack = newStack();
    const cluster = clusterIn(stack);
    expect(() => cluster.addManagedInstances('Managed', { instanceTypes: [], storageSize: Size.gibibytes(1) }))
      .toThrow(/^\[Stack\/Cluster\/Managed] instanceTypes .*; storageSize .*/);
    expect(cluster.node.tryFindChild('Managed')).toBeUndefined();
    cluster.addManagedInstances('Managed');
  });

  test.each(['FARGATE', 'FARGATE_SPOT', 'ecs-managed'])('the import of the reserved name %s', capacityProviderName => {
    const stack = newStack();
    expect(() => ManagedInstances.fromManagedInstancesAttributes(stack, 'Managed', { capacityProviderName }))
      .toThrow(`[Stack/Managed] capacityProviderName ('${capacityProviderName}') must be 1 to 255 letters`);
    expect(stack.node.tryFindChild('Managed')).toBeUndefined();
  });

  test('tag keys that instance metadata does not support', () => {
    const { stack, instances } = made({ instanceMetadataTags: true });
    Tags.of(instances).add('team/app', 'shop');
    expect(() => (App.of(stack) as App).synth()).toThrow("the tag key ('team/app') must be 1 to 255 letters");
  });
});

test.each<[string, string[]]>([
  ['of the manufacturer', ['m7g.large', 'c7g.*']],
  ['whose architecture is unknown', ['m7*']],
])('accepts listed types %s', (_, allowedInstanceTypes) => {
  expect(() => made({ instanceRequirements: { ...REQUIREMENTS, cpuManufacturers: [ec2.CpuManufacturer.AWS], allowedInstanceTypes } })).not.toThrow();
});

test('accepts tag keys that instance metadata supports', () => {
  const { stack, instances } = made({ instanceMetadataTags: true });
  Tags.of(instances).add('team:app', 'shop');
  expect(() => (App.of(stack) as App).synth()).not.toThrow();
});
