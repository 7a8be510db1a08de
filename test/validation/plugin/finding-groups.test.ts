import { App, Stack, Stage } from 'aws-cdk-lib';
import { ReportedFinding } from '../../../src/validation/plugin/finding';
import { groupsOf } from '../../../src/validation/plugin/finding-groups';
import { pathInStageOf, relatedLines } from '../../../src/validation/plugin/finding-text';
import { RULES } from '../../../src/validation/rules/registry.generated';

/** The same finding in a Stage. */
function findingIn(stage: string, rest: Partial<ReportedFinding> = {}): ReportedFinding {
  const construct = new Stack(new Stage(new App(), stage), 'Shop');
  const [rule] = RULES;
  return { rule, message: 'the same', construct, ruleName: rule.id, acknowledged: false, stack: `${stage}/Shop`, hidden: false, severity: 'warning', enforcedSeverity: 'error', ...rest };
}

test('the same finding in two Stages is one group', () => {
  expect(groupsOf([findingIn('Dev'), findingIn('Prod')])).toHaveLength(1);
});

test.each<[string, Partial<ReportedFinding>]>([
  ['is acknowledged', { acknowledged: true }],
  ['would be a warning without reportOnly too', { enforcedSeverity: 'warning' }],
  ['is an error here', { severity: 'error' }],
])('a finding that %s is in a separate group, in either order', (_, other) => {
  expect(groupsOf([findingIn('Dev'), findingIn('Prod', other)])).toHaveLength(2);
  expect(groupsOf([findingIn('Dev', other), findingIn('Prod')])).toHaveLength(2);
});

test.each([
  ['in another Stage is printed with its Stage', (app: App) => new Stage(app, 'Shared'), 'Related: Shared/Network (Group)'],
  ['outside Stages is printed with its path', (app: App) => app, 'Related: Network (Group)'],
])('a related construct %s', (_, scope, line) => {
  const app = new App();
  const network = new Stack(scope(app), 'Network');
  const finding = { ...findingIn('Dev'), construct: new Stack(new Stage(app, 'Prod'), 'Shop'), related: [{ construct: network, logicalId: 'Group' }] };
  expect(relatedLines(finding, pathInStageOf(finding))).toEqual([line]);
});

test('findings with related constructs in different Stages are separate groups', () => {
  const related = ['Blue', 'Green'].map(id => [{ construct: new Stack(new Stage(new App(), id), 'Network'), logicalId: 'Group' }]);
  expect(groupsOf([findingIn('Dev', { related: related[0] }), findingIn('Prod', { related: related[1] })])).toHaveLength(2);
});
