import { readFileSync } from 'fs';
import { join } from 'path';
import { capacityMove, CapacitySetting, LaunchType, ProviderKind } from '../../src/facts/capacity-moves';

const GUIDE = join(__dirname, '../../docs/guides/capacity.md');
const PROVIDERS: readonly ProviderKind[] = ['FARGATE', 'EC2', 'MANAGED_INSTANCES'];
const LAUNCH_TYPES: readonly LaunchType[] = ['FARGATE', 'EC2'];

const providers = (launchType?: LaunchType): readonly CapacitySetting[] => PROVIDERS.map(strategy => ({ launchType, strategy }));

/** What a cell of the table means, for a service that was created with a launch type, if any. */
const SETTINGS: Readonly<Record<string, (launchType?: LaunchType) => readonly CapacitySetting[]>> = {
  'capacity provider': () => providers(),
  'another capacity provider, of any kind': () => providers(),
  'capacity provider, with `originalLaunchType`': providers,
  'launch type of Fargate or EC2': launchType => [{ launchType }],
  'another launch type': launchType => (['FARGATE', 'EC2', 'EXTERNAL'] as const).filter(each => each !== launchType).map(each => ({ launchType: each })),
  'launch type EXTERNAL': () => [{ launchType: 'EXTERNAL' }],
  'launch type': () => (['FARGATE', 'EC2', 'EXTERNAL'] as const).map(launchType => ({ launchType })),
  'the same launch type, with `originalLaunchType`': launchType => [{ launchType, strategy: 'NONE' }],
  'default strategy of the cluster': () => [{}],
  'empty list': () => [{ strategy: 'NONE' }],
};

const section = /## Changing the capacity\n([^]*?)\n## /.exec(readFileSync(GUIDE, 'utf8'))?.[1] ?? '';
const rows = section.split('\n').filter(line => line.startsWith('| ')).slice(1).map(line => line.split('|').slice(1, -1).map(cell => cell.trim()));

test('the table of moves has rows', () => { expect(rows.length).toBeGreaterThan(10); });

test.each(rows)('the guide describes the move from %s to %s as the facts do: %s', (from, to, result) => {
  const created: readonly (LaunchType | undefined)[] = from.includes('EXTERNAL') ? ['EXTERNAL']
    : /launch type|originalLaunchType/.test(from) ? LAUNCH_TYPES : [undefined];
  for (const launchType of created) {
    const moves = SETTINGS[from](launchType).flatMap(before => SETTINGS[to](launchType).map(after => capacityMove(before, after).result));
    expect(new Set(moves)).toEqual(new Set([result]));
  }
});
