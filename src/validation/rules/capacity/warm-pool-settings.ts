import { isOff, WARM_POOLS_VARIABLE } from '../../../facts/agent-settings';
import { ROOT_DEVICES, WARM_POOL_FORMATS } from '../../../facts/warm-pools';
import { LaunchSettings, spotPlaces } from '../../model/entities/launch-template';
import { userDataOf } from '../../model/entities/user-data';
import type { Node } from '../../model/evaluation/node';
import { hasImageOfAws } from '../../model/queries/machine-image';
import { ServingGroup, servingGroups } from '../../model/queries/serving-group';
import { wrongValues } from '../../model/queries/value-format';
import { agentScript, AMI, launching } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const WARM_POOL = 'AWS::AutoScaling::WarmPool';

export default defineRule({
  title: 'A warm pool suits ECS, and the group that it belongs to',
  severity: 'error',
  outcome: 'refused',
  why: 'EC2 Auto Scaling refuses a warm pool for a group whose launch template requests Spot Instances. Instances that hibernate need an encrypted root volume, by Encrypted, an encrypted snapshot, or encryption by default in the account. ECS does not support instances that return to the pool, so that scaling in breaks. Without ECS_WARM_POOLS_CHECK the agent joins the cluster while its instance is still warm, and ECS may place tasks that stop with it.',
  fix: 'Set warmPool of the Instances capacity, or reuseOnScaleIn: false in addWarmPool() and ECS_WARM_POOLS_CHECK=true in the user data. In CloudFormation: InstanceReusePolicy of the warm pool, UserData of the launch template.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-warm-pool.html',

  subject: 'application',
  *check(application) {
    for (const serving of servingGroups(application)) {
      for (const { properties } of application.referringTo(serving.group.resource, WARM_POOL, 'AutoScalingGroupName')) {
        yield* wrongValues(properties, WARM_POOL_FORMATS, () => 'the warm pool');
        yield* problemsOf(properties, serving);
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'instances that return': { ...launching(agentScript('ECS_WARM_POOLS_CHECK=true')), ...pool({ InstanceReusePolicy: { ReuseOnScaleIn: true } }) },
    'an agent that does not wait': pool(),
    'an agent that is told not to wait': { ...launching(agentScript('ECS_WARM_POOLS_CHECK=false')), ...pool() },
    'hibernation that is not encrypted': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { Encrypted: false } }] }), ...pool({ PoolState: 'Hibernated' }),
    },
    'an agent that is told not to wait, with 0': { ...launching(agentScript('ECS_WARM_POOLS_CHECK=0')), ...pool() },
    'an unknown state': { ...launching(agentScript('ECS_WARM_POOLS_CHECK=true')), ...pool({ PoolState: 'Warm' }) },
    'Spot Instances': { ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), InstanceMarketOptions: { MarketType: 'spot' } }), ...pool() },
    'hibernation without encryption': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50 } }] }), ...pool({ PoolState: 'Hibernated' }),
    },
  },
  good: {
    'an agent that waits': { ...launching(agentScript('ECS_WARM_POOLS_CHECK=true')), ...pool({ InstanceReusePolicy: { ReuseOnScaleIn: false } }) },
    'user data from a parameter': { ...launching({ UserData: { Ref: 'AParameter' } }), ...pool() },
    'an AMI of unknown contents': { ...launching({ ImageId: AMI.own }), ...pool() },
    'hibernation with encryption': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50, Encrypted: true } }] }), ...pool({ PoolState: 'Hibernated' }),
    },
    'hibernation from a snapshot': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-0a1b2c3d4e5f60718' } }] }), ...pool({ PoolState: 'Hibernated' }),
    },
    'an agent that waits, with a value from a parameter': { ...launching(agentScript('ECS_WARM_POOLS_CHECK=${AParameter}')), ...pool() },
    'hibernation with a data volume': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvdb', Ebs: { VolumeSize: 50 } }] }), ...pool({ PoolState: 'Hibernated' }),
    },
    'a stopped pool without encryption': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50 } }] }), ...pool({ PoolState: 'Stopped' }),
    },
    'a root volume from a parameter': {
      ...launching({ ...agentScript('ECS_WARM_POOLS_CHECK=true'), BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { 'Fn::If': ['IsTest', { VolumeSize: 50 }, { Ref: 'AWS::NoValue' }] } }] }),
      ...pool({ PoolState: 'Hibernated' }),
    },
    'a warm pool outside of ECS': { Instances: undefined, Providers: undefined, Service: undefined, ...pool({ InstanceReusePolicy: { ReuseOnScaleIn: true } }) },
  },
});

function pool(properties: object = {}) {
  return { Warm: { Type: 'AWS::AutoScaling::WarmPool', Properties: { AutoScalingGroupName: { Ref: 'Group' }, MinSize: 1, ...properties } } };
}

function* problemsOf(warmPool: Node, { group }: ServingGroup): Iterable<Violation> {
  const reuse = warmPool.get('InstanceReusePolicy').get('ReuseOnScaleIn');
  if (reuse.asFlag.is(true)) { yield { location: reuse.location, message: 'ReuseOnScaleIn is true, which ECS does not support; remove it', severity: 'warning' }; }
  for (const launch of group.launches) {
    const variable = userDataOf(launch)?.variable(WARM_POOLS_VARIABLE);
    const isJoining = variable?.state === 'absent' || variable?.state === 'set' && isOff(variable.value.literal ?? '');
    if (isJoining && hasImageOfAws(launch)) {
      yield {
        location: launch.data.at('UserData'),
        related: [warmPool.resource.at('')],
        message: `the user data does not set ${WARM_POOLS_VARIABLE}=true, so that instances of the warm pool join the cluster`,
        severity: 'warning',
      };
    }
    yield* refusals(warmPool, launch);
  }
}

function* refusals(warmPool: Node, { data, resource }: LaunchSettings): Iterable<Violation> {
  const [spot] = spotPlaces(data);
  if (spot) {
    const message = `${resource.logicalId} requests Spot Instances; a group with Spot Instances cannot have a warm pool`;
    yield { location: warmPool.at('AutoScalingGroupName'), related: [spot.location], message };
  }
  if (!warmPool.text('PoolState').is('Hibernated')) { return; }
  for (const mapping of data.list('BlockDeviceMappings').sure.filter(each => each.text('DeviceName').isOneOf(ROOT_DEVICES))) {
    const volume = mapping.get('Ebs');
    const encrypted = volume.flag('Encrypted');
    const found = { location: volume.at('Encrypted'), related: [warmPool.resource.at('')] };
    if (encrypted.is(false)) { yield { ...found, message: 'the root volume is not encrypted, which instances in state Hibernated need; set Encrypted' }; }
    if (volume.isGiven && encrypted.isAbsent && volume.get('SnapshotId').isAbsent) {
      const message = 'the root volume is encrypted only if the account has encryption by default, and instances in state Hibernated need it; set Encrypted';
      yield { ...found, message, severity: 'warning' };
    }
  }
}
