import { nearest } from '../../../src/validation/plugin/nearest';

const RULES = ['fargate-task-size', 'essential-container', 'container-memory'];

test.each([
  ['fargate-tsk-size', 'fargate-task-size'],
  ['FargateTaskSize', 'fargate-task-size'],
  ['essential-containers', 'essential-container'],
])('%s is taken for %s', (wanted, meant) => {
  expect(nearest(wanted, RULES)).toBe(meant);
});

test('something else altogether is taken for nothing', () => {
  expect(nearest('bucket-encryption', ['fargate-task-size'])).toBeUndefined();
});

test('of no candidates none is the nearest', () => {
  expect(nearest('anything', [])).toBeUndefined();
});
