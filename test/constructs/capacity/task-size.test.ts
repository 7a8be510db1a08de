import { Lazy, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TaskSize } from '../../../src';
import { FARGATE_SIZES_LINUX, FARGATE_SIZES_WINDOWS } from '../../../src/facts/fargate-sizes';
import { makeService, newStack } from '../../support/container-service';

test('refuses unsupported CPU units, and lists the supported values', () => {
  expect(() => TaskSize.fargate({ cpu: 300, memory: Size.gibibytes(1) }))
    .toThrow('Fargate does not offer 300 CPU units; use one of 256, 512, 1024, 2048, 4096, 8192, 16384, 32768');
});

test('refuses unsupported memory, and lists the supported values', () => {
  expect(() => TaskSize.fargate({ cpu: 512, memory: Size.gibibytes(6) }))
    .toThrow('Fargate does not offer 6144 MiB with 512 CPU units; use one of 1024, 2048, 3072, 4096');
});

test('refuses a fraction of a MiB', () => {
  expect(() => TaskSize.fargate({ cpu: 256, memory: Size.kibibytes(1536) })).toThrow('Fargate does not offer 1.5 MiB');
});

test('accepts every supported size', () => {
  for (const [cpu, memories] of FARGATE_SIZES_LINUX) {
    for (const memory of memories) {
      expect(TaskSize.fargate({ cpu, memory: Size.mebibytes(memory) })).toMatchObject({ cpu, memoryMiB: memory });
    }
  }
});

test('accepts values that are known only at deployment', () => {
  const stack = newStack();
  const [cpu, memory] = [1024, 4096].map(value => Lazy.number({ produce: () => value }));
  makeService(stack, { size: TaskSize.fargate({ cpu, memory: Size.mebibytes(memory) }) });
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '1024', Memory: '4096' });
});

test('32 vCPU are written to the template', () => {
  const stack = newStack();
  makeService(stack, { size: TaskSize.fargate({ cpu: 32768, memory: Size.gibibytes(60) }) });
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '32768', Memory: '61440' });
});

test('Linux supports every size that Windows supports', () => {
  for (const [cpu, memories] of FARGATE_SIZES_WINDOWS) {
    expect(FARGATE_SIZES_LINUX.get(cpu)).toEqual(expect.arrayContaining([...memories]));
  }
});
