import { applyChange, SceneName, SCENES } from '../../src/validation/scenes/scenes';
import { saidByCdk } from '../support/cloudformation-validate';

test.each(Object.keys(SCENES) as SceneName[])('%s has no findings of the CDK\'s own rules', scene => {
  expect(saidByCdk(applyChange(scene))).toEqual([]);
});

test('the CDK\'s own rules report a scene with a violation', () => {
  const resources = applyChange('a Fargate service', { Task: { Cpu: '4096', Memory: '512' } });
  expect(saidByCdk(resources)).toContainEqual(expect.stringMatching(/^E3047/));
});
