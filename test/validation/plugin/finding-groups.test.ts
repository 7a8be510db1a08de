import { App, Stack, Stage } from 'aws-cdk-lib';
import { CheckedFinding } from '../../../src/validation/plugin/check-app';
import { groupsOf } from '../../../src/validation/plugin/finding-groups';
import { RULES } from '../../../src/validation/rules/registry.generated';

/** The same finding in a Stage. */
function findingIn(stage: string, rest: Partial<CheckedFinding> = {}): CheckedFinding {
  const construct = new Stack(new Stage(new App(), stage), 'Shop');
  const [rule] = RULES;
  return { rule, message: 'the same', construct, ruleName: rule.id, acknowledged: false, stack: `${stage}/Shop`, severity: 'warning', enforcedSeverity: 'error', ...rest };
}

test('the same finding in two Stages is one group', () => {
  expect(groupsOf([findingIn('Dev'), findingIn('Prod')])).toHaveLength(1);
});

test.each<[string, Partial<CheckedFinding>]>([
  ['is acknowledged', { acknowledged: true }],
  ['would be a warning without reportOnly too', { enforcedSeverity: 'warning' }],
  ['is an error here', { severity: 'error' }],
])('a finding that %s is in a group of its own, in either order', (_, other) => {
  expect(groupsOf([findingIn('Dev'), findingIn('Prod', other)])).toHaveLength(2);
  expect(groupsOf([findingIn('Dev', other), findingIn('Prod')])).toHaveLength(2);
});
