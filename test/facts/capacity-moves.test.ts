import { capacityMove, CapacitySetting, LaunchType, MOVES, MoveResult, OTHER_CONTROLLER, ProviderKind } from '../../src/facts/capacity-moves';

const LAUNCH_TYPES: readonly LaunchType[] = ['FARGATE', 'EC2', 'EXTERNAL'];
const PROVIDERS: readonly ProviderKind[] = ['FARGATE', 'EC2', 'MANAGED_INSTANCES'];

test.each<[string, CapacitySetting, CapacitySetting, MoveResult]>([
  ...LAUNCH_TYPES.flatMap(launchType => PROVIDERS.map(strategy => [
    `${launchType} launch type to ${strategy} provider, without the launch type`, { launchType }, { strategy }, 'replaced',
  ] as [string, CapacitySetting, CapacitySetting, MoveResult])),
  ...PROVIDERS.flatMap(from => PROVIDERS.map(to => [
    `${from} provider to ${to} provider`, { strategy: from }, { strategy: to }, 'in place',
  ] as [string, CapacitySetting, CapacitySetting, MoveResult])),
  ['Fargate launch type to instances, with the launch type', { launchType: 'FARGATE' }, { launchType: 'FARGATE', strategy: 'EC2' }, 'in place'],
  ['EC2 launch type to Fargate, with the launch type', { launchType: 'EC2' }, { launchType: 'EC2', strategy: 'FARGATE' }, 'in place'],
  ['external instances to a provider, with the launch type', { launchType: 'EXTERNAL' }, { launchType: 'EXTERNAL', strategy: 'EC2' }, 'refused'],
  ['Fargate launch type to EC2 launch type', { launchType: 'FARGATE' }, { launchType: 'EC2' }, 'replaced'],
  ['a provider back to the original launch type', { launchType: 'FARGATE', strategy: 'EC2' }, { launchType: 'FARGATE', strategy: 'NONE' }, 'in place'],
  ['a provider to another launch type', { launchType: 'FARGATE', strategy: 'EC2' }, { launchType: 'EC2', strategy: 'NONE' }, 'replaced'],
  ['a provider to a launch type, which it never had', { strategy: 'EC2' }, { launchType: 'EC2' }, 'replaced'],
  ['a provider to an empty list, without a launch type', { strategy: 'EC2' }, { strategy: 'NONE' }, 'refused'],
  ['an empty list that was deployed before', { launchType: 'EC2', strategy: 'NONE' }, { launchType: 'EC2', strategy: 'NONE' }, 'refused'],
  ['an empty list that is removed', { launchType: 'EC2', strategy: 'NONE' }, { launchType: 'EC2' }, 'no change'],
  ['a provider whose property is removed', { strategy: 'FARGATE' }, {}, 'no change'],
  ['the default of the cluster to a provider', {}, { strategy: 'EC2' }, 'in place'],
  ['the default of the cluster to a launch type', {}, { launchType: 'EC2' }, 'replaced'],
])('%s', (_, from, to, result) => { expect(capacityMove(from, to).result).toBe(result); });

test('every move has a reason and a source', () => {
  for (const { why, see } of [...Object.values(MOVES), OTHER_CONTROLLER]) {
    expect(why).not.toBe('');
    expect(see.every(url => /^https:\/\/(docs\.aws\.amazon\.com|github\.com)\//.test(url)) && see.length > 0).toBe(true);
  }
});
