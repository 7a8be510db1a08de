import { nearest } from '../../../src/validation/plugin/nearest';

const RULES = ['fargate-task-size', 'essential-container', 'container-memory'];

test.each([
  ['fargate-tsk-size', 'fargate-task-size'],
  ['FargateTaskSize', 'fargate-task-size'],
  ['essential-containers', 'essential-container'],
])('the nearest candidate for %s is %s', (wanted, meant) => {
  expect(nearest(wanted, RULES)).toBe(meant);
});

test('a very different text has no nearest candidate', () => {
  expect(nearest('bucket-encryption', ['fargate-task-size'])).toBeUndefined();
});

test('an empty list has no nearest candidate', () => {
  expect(nearest('anything', [])).toBeUndefined();
});
