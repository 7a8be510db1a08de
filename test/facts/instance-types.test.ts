import { instanceType } from '../../src/facts/instance-types';
import { INSTANCE_FAMILIES } from '../../src/facts/instance-types.generated';

test.each([
  ['t3.micro', { vcpus: 2, memory: 1024, interfaces: 2, gpus: 0, architecture: 'X86_64' }],
  ['t2.micro', { vcpus: 1, memory: 1024, interfaces: 2, gpus: 0, architecture: 'X86_64' }],
  ['m5.large', { vcpus: 2, memory: 8192, interfaces: 3, gpus: 0, architecture: 'X86_64' }],
  ['t4g.small', { vcpus: 2, memory: 2048, interfaces: 3, gpus: 0, architecture: 'ARM64' }],
  ['g5.12xlarge', { vcpus: 48, memory: 196608, interfaces: 15, gpus: 4, architecture: 'X86_64' }],
  ['g5g.xlarge', { vcpus: 4, memory: 8192, interfaces: 4, gpus: 1, architecture: 'ARM64' }],
])('%s', (name, expected) => {
  expect(instanceType(name)).toEqual({ name, ...expected });
});

const UNKNOWN = ['m5', 'm5.', 'm5.huge', 'mac2.metal', 'zz9.large', '', 'constructor.large', 'm5.large.more'];

test.each(UNKNOWN)('"%s" is not an instance type of the table', name => {
  expect(instanceType(name)).toBeUndefined();
});

test('every row of the table can be read', () => {
  const names = Object.entries(INSTANCE_FAMILIES).flatMap(([family, row]) => row.split('|').slice(1).map(size => `${family}.${size.split(' ')[0]}`));
  expect(names.length).toBeGreaterThan(1300);
  for (const name of names) {
    const { vcpus = 0, memory = 0, interfaces = 0 } = instanceType(name) ?? {};
    expect({ name, isReadable: vcpus > 0 && memory > 0 && interfaces > 0 }).toEqual({ name, isReadable: true });
  }
});
