import { misfit } from '../../src/facts/instance-fit';
import { InstanceType, instanceType } from '../../src/facts/instance-types';

const types = (...names: readonly string[]): readonly InstanceType[] => names.flatMap(name => instanceType(name) ?? []);

test.each([
  ['memory below that of the type', { memory: 8191 }],
  ['all CPU units of the type', { cpu: 2048 }],
  ['nothing', {}],
  ['no GPU', { gpus: 0 }],
])('an instance has room for %s', (_, needs) => { expect(misfit(types('m7i.large'), needs)).toBeUndefined(); });

test('an instance has no room for all of its memory, because the system uses a part', () => {
  expect(misfit(types('m7i.large'), { memory: 8192 })).toBe('a task needs 8192 MiB of memory, and the largest instance type, m7i.large, has 8192, of which the system uses a part');
});

test('nothing is known without types', () => { expect(misfit([], { memory: 8192, cpu: 9999 })).toBeUndefined(); });

test('each resource that no type has is named', () => {
  expect(misfit(types('m7i.large', 'm7i.xlarge'), { cpu: 5000, gpus: 2 }))
    .toBe('a task needs 5000 CPU units, and the largest instance type, m7i.xlarge, has 4096; a task needs 2 GPUs, and the largest instance type, m7i.large, has 0');
});
