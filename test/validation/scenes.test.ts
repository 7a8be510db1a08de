import { applyChange, SceneName, SCENES } from '../../src/validation/scenes/scenes';
import { saidByCdk } from '../support/cloudformation-validate';

/** Resource types and properties that older versions of those rules do not know. */
const NEWER = /^(?:F3006 Unknown resource type 'AWS::ECS::(?:Daemon|ExpressGatewayService|Gateway)|F3002 GatewayConnectors: )/;

test.each(Object.keys(SCENES) as SceneName[])('%s has no findings of the CDK\'s own rules', scene => {
  expect(saidByCdk(applyChange(scene)).filter(message => !NEWER.test(message))).toEqual([]);
});

test('the CDK\'s own rules report a scene with a violation', () => {
  const resources = applyChange('a Fargate service', { Task: { Cpu: '4096', Memory: '512' } });
  expect(saidByCdk(resources)).toContainEqual(expect.stringMatching(/^E3047/));
});
