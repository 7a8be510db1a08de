import { AGENT_SETTINGS } from '../../../facts/agent-settings';
import type { AutoScalingGroup } from '../../model/entities/auto-scaling-group';
import { LaunchSettings, spotPlaces } from '../../model/entities/launch-template';
import { userDataOf } from '../../model/entities/user-data';
import type { Node } from '../../model/evaluation/node';
import { hasImageOfAws } from '../../model/queries/machine-image';
import { servingGroups } from '../../model/queries/serving-group';
import { agentScript, AMI, launching } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Instances that EC2 takes away are drained first',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Without managed draining, ECS gets no notice when EC2 Auto Scaling replaces an instance (capacity rebalancing), and the agent ignores the notice of a Spot interruption unless ECS_ENABLE_SPOT_INSTANCE_DRAINING is true. The tasks on the instance stop without a replacement.',
  fix: 'Keep enableManagedDraining of AsgCapacityProvider on, and set spotInstanceDraining in addAsgCapacityProvider(). In CloudFormation: ManagedDraining ENABLED of the capacity provider, and ECS_ENABLE_SPOT_INSTANCE_DRAINING=true in the user data.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-spot.html',

  subject: 'application',
  *check(application) {
    for (const { group, providers } of servingGroups(application)) {
      if (!providers.every(({ node }) => node.get('AutoScalingGroupProvider').text('ManagedDraining').is('DISABLED'))) { continue; }
      const related = providers.map(({ resource }) => resource.at('AutoScalingGroupProvider.ManagedDraining'));
      if (group.node.flag('CapacityRebalance').is(true)) { yield { location: group.node.at('CapacityRebalance'), related, message: 'CapacityRebalance replaces instances, and managed draining is off; turn it on' }; }
      for (const launch of group.launches) {
        if (!requestsSpot(group, launch) || !ignoresNotices(launch)) { continue; }
        yield { location: launch.data.at('UserData'), related, message: `the instances are Spot Instances, and the user data does not set ${AGENT_SETTINGS.spotDraining.variable}=true` };
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'rebalancing': { Instances: undrained(), Group: { CapacityRebalance: true } },
    'Spot Instances': { Instances: undrained(), ...launching({ InstanceMarketOptions: { MarketType: 'spot' } }) },
    'Spot Instances of a policy': { Instances: undrained(), Group: mixed({ OnDemandPercentageAboveBaseCapacity: 0 }) },
    'Spot Instances that ignore notices': { Instances: undrained(), ...launching({ ...agentScript('ECS_ENABLE_SPOT_INSTANCE_DRAINING=false'), InstanceMarketOptions: { MarketType: 'spot' } }) },
  },
  good: {
    'rebalancing with managed draining': { Group: { CapacityRebalance: true } },
    'rebalancing, and draining from a parameter': { Instances: { AutoScalingGroupProvider: { ManagedDraining: { Ref: 'AParameter' } } }, Group: { CapacityRebalance: true } },
    'Spot Instances that are drained': { Instances: undrained(), ...launching({ ...agentScript('ECS_ENABLE_SPOT_INSTANCE_DRAINING=true'), InstanceMarketOptions: { MarketType: 'spot' } }) },
    'Spot Instances with an AMI of unknown contents': { Instances: undrained(), ...launching({ ImageId: AMI.own, InstanceMarketOptions: { MarketType: 'spot' } }) },
    'a policy with On-Demand Instances': { Instances: undrained(), Group: mixed({ OnDemandPercentageAboveBaseCapacity: 100 }) },
    'a policy with the default': { Instances: undrained(), Group: mixed({}) },
  },
});

function undrained() { return { AutoScalingGroupProvider: { ManagedDraining: 'DISABLED' } }; }

function mixed(InstancesDistribution: object): object {
  const LaunchTemplateSpecification = { LaunchTemplateId: { Ref: 'Template' }, Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] } };
  return { LaunchTemplate: undefined, MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification }, InstancesDistribution } };
}

function requestsSpot({ node }: AutoScalingGroup, { data }: LaunchSettings): boolean {
  return spotPlaces(data).length > 0 || distributionOf(node).number('OnDemandPercentageAboveBaseCapacity').satisfies(percent => percent < 100);
}

function distributionOf(node: Node): Node { return node.get('MixedInstancesPolicy').get('InstancesDistribution'); }

function ignoresNotices(launch: LaunchSettings): boolean {
  const found = userDataOf(launch)?.variable(AGENT_SETTINGS.spotDraining.variable);
  return found?.state === 'absent' && hasImageOfAws(launch) || found?.state === 'set' && found.value.literal === 'false';
}
