import { Tags } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { InstanceGroupPlan } from './instance-group-plan';
import { InstanceGroupProps } from './instance-group-props';
import { isMixed, launchSettings } from './purchase';
import { acknowledge } from '../../nag/acknowledgements';
import { dependOnNeeds } from '../instance-needs';

/** The group. It has no desired capacity: each deployment would reset the number of instances. It waits for the network and the permissions that the agent needs. */
export function createGroup(
  scope: Construct, cluster: ecs.ICluster, plan: InstanceGroupPlan, launchTemplate: ec2.LaunchTemplate, policy: iam.ManagedPolicy,
): autoscaling.AutoScalingGroup {
  const { props, hardware } = plan;
  const group = new autoscaling.AutoScalingGroup(scope, 'AutoScalingGroup', {
    vpc: cluster.vpc,
    vpcSubnets: props.vpcSubnets,
    ...launchSettings(props, launchTemplate, hardware.accelerator),
    minCapacity: props.minInstances ?? 0,
    maxCapacity: props.maxInstances,
    healthChecks: props.healthChecks,
    defaultInstanceWarmup: props.defaultInstanceWarmup,
  });
  Tags.of(group).add('Name', scope.node.path);
  const { vpc } = cluster;
  const needs = { vpc, network: vpc.selectSubnets(props.vpcSubnets), securityGroups: group.connections.securityGroups, roles: [policy] };
  dependOnNeeds(group.node.defaultChild as autoscaling.CfnAutoScalingGroup, needs);
  acknowledge(group, ['AwsSolutions-AS3'], 'ECS places tasks on new instances itself; launches and terminations are in the activity history and in EventBridge');
  if (isMixed(props)) { acknowledge(group, ['AwsSolutions-EC26'], 'The volumes are encrypted; cdk-nag does not read the launch template of a mixed instances policy'); }
  return group;
}

/** The provider. Termination protection also protects new instances of the group from scale-in. */
export function createProvider(scope: Construct, autoScalingGroup: autoscaling.AutoScalingGroup, props: InstanceGroupProps): ecs.AsgCapacityProvider {
  const { managedScaling = true, managedTerminationProtection = managedScaling, managedDraining = true } = props;
  return new ecs.AsgCapacityProvider(scope, 'CapacityProvider', {
    autoScalingGroup,
    capacityProviderName: props.capacityProviderName,
    enableManagedScaling: managedScaling,
    enableManagedTerminationProtection: managedTerminationProtection,
    enableManagedDraining: managedDraining,
    targetCapacityPercent: props.targetCapacityPercent,
    instanceWarmupPeriod: props.instanceWarmup?.toSeconds(),
    minimumScalingStepSize: props.minScalingStepSize,
    maximumScalingStepSize: props.maxScalingStepSize,
  });
}
