import { sizeProblems } from './groups/sizes';
import { GROUP_FORMATS, GROUP_PLACES, MAINTENANCE_DIFFERENCE } from '../../../facts/auto-scaling-groups';
import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import type { Node } from '../../model/evaluation/node';
import { servingGroups } from '../../model/queries/serving-group';
import { wrongValues } from '../../model/queries/value-format';
import { defineRule, Violation } from '../rule';
import { hookProblems } from './groups/group-hooks';
import { tableProblems } from './groups/group-tables';
import { mixedProblems } from './groups/mixed-policy';

const DRAIN = {
  Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs22.x', Handler: 'index.handler', Role: 'arn:aws:iam::111122223333:role/drain', Code: { S3Bucket: 'code', S3Key: 'drain.zip' } },
};

export default defineRule({
  title: 'The Auto Scaling group of a capacity provider has settings that EC2 Auto Scaling and ECS accept',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check which settings belong together. EC2 Auto Scaling refuses the group, for example "Desired capacity must be between the specified min size and max size". ECS refuses a group with instance weights: "Auto Scaling group cannot have instance weighting settings".',
  fix: 'Change the setting that the message names, in the props of autoscaling.AutoScalingGroup or of the Instances capacity. In CloudFormation: the properties of the AWS::AutoScaling::AutoScalingGroup and its lifecycle hooks.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html',

  subject: 'application',
  *check(application) {
    for (const { group } of servingGroups(application)) {
      yield* wrongValues(group.node, GROUP_FORMATS, () => 'the group');
      yield* tableProblems(group.node);
      yield* sizeProblems(group.node);
      yield* placeProblems(group);
      yield* mixedProblems(group.node);
      yield* maintenanceProblems(group.node.get('InstanceMaintenancePolicy'));
      yield* hookProblems(group);
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'more instances at first than at most': { Group: { DesiredCapacity: '5' }, Instances: { AutoScalingGroupProvider: { ManagedScaling: { Status: 'DISABLED' } } } },
    'fewer instances at first than at least': { Group: { MinSize: '2', DesiredCapacity: '1' } },
    'more instances at least than at most': { Group: { MinSize: '5' } },
    'weights': { Group: mixed({ Overrides: [{ InstanceType: 'm7i.large', WeightedCapacity: '1' }, { InstanceType: 'm7i.xlarge', WeightedCapacity: '2' }] }) },
    'a launch template and a policy': { Group: { ...mixed({ Overrides: [{ InstanceType: 'm7i.large' }] }), LaunchTemplate: { LaunchTemplateId: { Ref: 'Template' }, Version: '1' } } },
    'a launch template and a launch configuration, with a maximum from a parameter': { Group: { LaunchConfigurationName: 'web', MaxSize: { Ref: 'AParameter' } } },
    'nothing to launch': { Group: { LaunchTemplate: undefined } },
    'no subnets': { Group: { VPCZoneIdentifier: undefined } },
    'the same type twice': { Group: mixed({ Overrides: [{ InstanceType: 'm7i.large' }, { InstanceType: 'm7i.large' }] }) },
    'an instance type and requirements': { Group: mixed({ Overrides: [{ InstanceType: 'm7i.large', ...requiring({ VCpuCount: { Min: 2 } }) }] }) },
    'an order of requirements': { Group: mixed({ Overrides: [requiring({ VCpuCount: { Min: 2 } })] }, { OnDemandAllocationStrategy: 'prioritized' }) },
    'a range without values': { Group: mixed({ Overrides: [requiring({ VCpuCount: { Min: 8, Max: 4 } })] }) },
    'too many requirements': { Group: mixed({ Overrides: [2, 3, 4, 5, 6].map(Min => requiring({ VCpuCount: { Min } })) }) },
    'pools of the best price': { Group: mixed({ Overrides: [{ InstanceType: 'm7i.large' }] }, { SpotInstancePools: 2, SpotAllocationStrategy: 'capacity-optimized' }) },
    'too many hooks': { Group: { LifecycleHookSpecificationList: [1, 2, 3, 4, 5, 6].map(each => ({ LifecycleHookName: `hook${each}`, LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING' })) } },
    'a short hook': hook({ HeartbeatTimeout: 10 }),
    'a hook with a role only': hook({ RoleARN: 'arn:aws:iam::111122223333:role/hook' }),
    'a hook in the group with a role only': { Group: { LifecycleHookSpecificationList: [{ LifecycleHookName: 'drain', LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', RoleARN: 'arn:aws:iam::111122223333:role/hook' }] } },
    'a hook with a function and a role': hook({ RoleARN: 'arn:aws:iam::111122223333:role/hook', NotificationTargetARN: 'arn:aws:lambda:eu-west-1:111122223333:function:drain' }),
    'a hook with a function of the app and a role': { ...hook({ RoleARN: 'arn:aws:iam::111122223333:role/hook', NotificationTargetARN: { 'Fn::GetAtt': ['Drain', 'Arn'] } }), Drain: DRAIN },
    'a hook with a queue of the app and no role': { ...hook({ NotificationTargetARN: { 'Fn::GetAtt': ['Queue', 'Arn'] } }), Queue: { Type: 'AWS::SQS::Queue', Properties: {} } },
    'a hook with a FIFO queue': {
      ...hook({ RoleARN: 'arn:aws:iam::111122223333:role/hook', NotificationTargetARN: { 'Fn::GetAtt': ['Queue', 'Arn'] } }),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
    },
    'a hook with a topic and no role': hook({ NotificationTargetARN: 'arn:aws:sns:eu-west-1:111122223333:drain' }),
    'zones without those of the subnets': { Group: { AvailabilityZones: ['eu-west-1a'], VPCZoneIdentifier: [{ Ref: 'Subnet' }] }, Subnet: subnet('eu-west-1b') },
    'health checks of EC2 and others': { Group: { HealthCheckType: 'EC2,ELB' } },
    'percentages that are too far apart': { Group: { InstanceMaintenancePolicy: { MinHealthyPercentage: 50, MaxHealthyPercentage: 200 } } },
  },
  good: {
    'a number from a parameter': { Group: { DesiredCapacity: { Ref: 'AParameter' }, MinSize: '2' } },
    'several types': { Group: mixed({ Overrides: [{ InstanceType: 'm7i.large' }, { InstanceType: 'm7i.xlarge' }] }, { OnDemandAllocationStrategy: 'prioritized', SpotAllocationStrategy: 'lowest-price', SpotInstancePools: 2 }) },
    'requirements': { Group: mixed({ Overrides: [requiring({ VCpuCount: { Min: 2, Max: 4 } })] }, { OnDemandAllocationStrategy: 'lowest-price', SpotAllocationStrategy: 'price-capacity-optimized' }) },
    'a launch template under a condition': {
      Group: { ...mixed({ Overrides: { Ref: 'AParameter' } }), LaunchTemplate: { 'Fn::If': ['IsTest', { LaunchTemplateId: { Ref: 'Template' }, Version: '1' }, { Ref: 'AWS::NoValue' }] } },
    },
    'a hook with a queue': hook({ HeartbeatTimeout: 300, RoleARN: 'arn:aws:iam::111122223333:role/hook', NotificationTargetARN: 'arn:aws:sqs:eu-west-1:111122223333:drain' }),
    'a hook with a function of the app': { ...hook({ NotificationTargetARN: { 'Fn::GetAtt': ['Drain', 'Arn'] } }), Drain: DRAIN },
    'a hook with a function': hook({ NotificationTargetARN: 'arn:aws:lambda:eu-west-1:111122223333:function:drain' }),
    'zones of the subnets': { Group: { AvailabilityZones: ['eu-west-1a', 'eu-west-1b'], VPCZoneIdentifier: [{ Ref: 'Subnet' }] }, Subnet: subnet('eu-west-1b') },
    'a zone from a parameter': { Group: { AvailabilityZones: [{ Ref: 'AParameter' }], VPCZoneIdentifier: [{ Ref: 'Subnet' }] }, Subnet: subnet('eu-west-1b') },
    'subnets without zones': { Group: { VPCZoneIdentifier: [{ Ref: 'Subnet' }] }, Subnet: subnet('eu-west-1b') },
    'zones from a parameter': { Group: { AvailabilityZones: { Ref: 'AParameter' }, VPCZoneIdentifier: [{ Ref: 'Subnet' }] }, Subnet: subnet('eu-west-1b') },
    'one of two zones from a parameter': { Group: { AvailabilityZones: ['eu-west-1a', { Ref: 'AParameter' }], VPCZoneIdentifier: [{ Ref: 'Subnet' }] }, Subnet: subnet('eu-west-1b') },
    'percentages that are reset': { Group: { InstanceMaintenancePolicy: { MinHealthyPercentage: -1, MaxHealthyPercentage: -1 } } },
    'a group outside of ECS': { Instances: undefined, Providers: undefined, Service: undefined, Group: { DesiredCapacity: '5' } },
    'percentages': { Group: { InstanceMaintenancePolicy: { MinHealthyPercentage: 90, MaxHealthyPercentage: 120 } } },
  },
});

function mixed(launches: object, InstancesDistribution?: object): object {
  const LaunchTemplateSpecification = { LaunchTemplateId: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } };
  const distribution = InstancesDistribution ? { InstancesDistribution } : {};
  return { LaunchTemplate: undefined, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification, ...launches }, ...distribution } };
}

function requiring(requirements: object): object { return { InstanceRequirements: { MemoryMiB: { Min: 4096 }, ...requirements } }; }

function subnet(AvailabilityZone: string) { return { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-0a1b2c3d4e5f60718', CidrBlock: '10.0.0.0/24', AvailabilityZone } }; }

function hook(properties: object) {
  return { Hook: { Type: 'AWS::AutoScaling::LifecycleHook', Properties: { AutoScalingGroupName: { Ref: 'Group' }, LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING', ...properties } } };
}

/** A group has a place, and zones that include those of its subnets. */
function* placeProblems({ node, subnets }: AutoScalingGroup): Iterable<Violation> {
  if (GROUP_PLACES.every(key => node.get(key).isAbsent)) {
    yield { location: node.at('VPCZoneIdentifier'), message: 'the group has neither VPCZoneIdentifier nor AvailabilityZones; set one' };
  }
  const zones = node.list('AvailabilityZones');
  if (!zones.isKnown || zones.isEmpty) { return; }
  for (const each of subnets.known) {
    const zone = each.node.text('AvailabilityZone');
    if (zone.isNoneOf(zones.texts)) {
      yield { location: node.at('AvailabilityZones'), message: `AvailabilityZones does not have ${zone}, the zone of subnet ${each.resource.logicalId}` };
    }
  }
}

function* maintenanceProblems(policy: Node): Iterable<Violation> {
  const [least, most] = [policy.number('MinHealthyPercentage'), policy.number('MaxHealthyPercentage')];
  if (least.satisfies(low => most.satisfies(high => high - low > MAINTENANCE_DIFFERENCE))) {
    yield {
      location: policy.at('MaxHealthyPercentage'),
      message: `MaxHealthyPercentage ${most} exceeds MinHealthyPercentage ${least} by more than ${MAINTENANCE_DIFFERENCE}`,
    };
  }
}
