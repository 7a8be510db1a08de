import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerService, EcsCluster, EcsValidator, EcsValidatorProps, Profile, RuleSeverity } from '../../src';
import { validate } from '../../src/validation/engine/validate';
import { RULES } from '../../src/validation/rules/registry.generated';
import { placed } from '../../src/validation/rules/rule';
import { applyChange, sourceIn } from '../../src/validation/scenes/scenes';

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27');
const ID = 'container-insights';

/** An app with a plain cluster, which has no Container Insights, and a service of this library whose image decides its user. */
function appWith(profile: Profile, props?: EcsValidatorProps): App {
  const app = new App();
  if (props) { new EcsValidator(app, props); }
  const stack = new Stack(app, 'Shop');
  new ecs.CfnCluster(stack, 'Plain');
  new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster', { profile }), image: IMAGE, readonlyRootFilesystem: true });
  return app;
}

const reported = (app: App) => EcsValidator.findings(app).map(({ ruleId, constructPath, severity }) => `${severity} ${ruleId} ${constructPath}`);
const OF_PLAIN = 'warning container-insights Shop/Plain';
const OF_SERVICE = 'warning container-user Shop/Api/TaskDef/Resource';
const asError = (line: string) => line.replace('warning', 'error');

/** The usual lines of a team that accepts no warnings. */
const EVERY_RULE_AN_ERROR = Object.fromEntries(EcsValidator.rules.map(({ id }) => [id, RuleSeverity.ERROR]));
const POSTURE_RULES = EcsValidator.rules.filter(({ domain }) => domain === 'posture').map(({ id }) => id);

test.each<[string, Profile, EcsValidatorProps | undefined, readonly string[]]>([
  ['nowhere by default', Profile.standard(), undefined, []],
  ['nowhere with a validator', Profile.standard(), {}, []],
  ['everywhere', Profile.standard(), { posture: true }, [OF_PLAIN, OF_SERVICE]],
  ['on regulated constructs', Profile.regulated(), undefined, [OF_SERVICE]],
  ['on regulated constructs with a validator', Profile.regulated(), {}, [OF_SERVICE]],
  ['everywhere, with a regulated construct', Profile.regulated(), { posture: true }, [OF_PLAIN, OF_SERVICE]],
  ['not on regulated constructs, if they are off', Profile.regulated(), { posture: false }, []],
  ['one as an error', Profile.standard(), { posture: true, ruleSeverities: { [ID]: RuleSeverity.ERROR } }, [asError(OF_PLAIN), OF_SERVICE]],
  ['not one that has a severity', Profile.standard(), { ruleSeverities: { [ID]: RuleSeverity.ERROR } }, []],
  ['not one that has a severity, if they are off', Profile.regulated(), { posture: false, ruleSeverities: EVERY_RULE_AN_ERROR }, []],
  ['on regulated constructs, as errors', Profile.regulated(), { ruleSeverities: EVERY_RULE_AN_ERROR }, [asError(OF_SERVICE)]],
  ['not with every rule as an error', Profile.standard(), { ruleSeverities: EVERY_RULE_AN_ERROR }, []],
  ['a single one', Profile.standard(), { posture: true, disabledRules: POSTURE_RULES.filter(id => id !== ID) }, [OF_PLAIN]],
  ['not a disabled one', Profile.standard(), { posture: true, disabledRules: [ID] }, [OF_SERVICE]],
  ['not a disabled one that has a severity', Profile.standard(), { posture: true, disabledRules: [ID], ruleSeverities: { [ID]: RuleSeverity.ERROR } }, [OF_SERVICE]],
])('posture rules are checked: %s', (_, profile, props, expected) => { expect(reported(appWith(profile, props)).sort()).toEqual([...expected].sort()); });

describe('an acknowledgement of a posture rule', () => {
  const acknowledged = (props?: EcsValidatorProps) => {
    const app = appWith(Profile.standard(), props);
    Validations.of(app.node.findChild('Shop')).acknowledge({ id: `EcsShipshape::${ID}`, reason: 'metrics come from elsewhere' });
    return reported(app);
  };

  test('covers its finding', () => { expect(acknowledged({ posture: true })).toEqual([OF_SERVICE]); });
  test('is not unused while the rule is off', () => { expect(acknowledged()).toEqual([]); });
  test('is unused without a finding', () => {
    const app = new App();
    new EcsValidator(app, { posture: true });
    Validations.of(new Stack(app, 'Empty')).acknowledge({ id: `EcsShipshape::${ID}`, reason: 'nothing is here' });
    expect(reported(app)).toEqual(['warning unused-acknowledgement Empty']);
  });
});

test('EcsValidator.rules lists posture rules with their domain', () => {
  expect(EcsValidator.rules.find(({ id }) => id === ID)).toMatchObject({ domain: 'posture', severity: RuleSeverity.WARNING });
});

test('every posture rule is a warning', () => {
  expect(RULES.filter(({ domain, severity }) => domain === 'posture' && severity !== 'warning')).toEqual([]);
});

describe('the engine', () => {
  const source = { name: 'template', template: { Resources: { Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} } } } };
  const ids = (options?: Parameters<typeof validate>[1]) => validate([source], options).map(({ rule }) => rule.id);

  test('checks them only if they are on', () => {
    expect(ids()).toEqual([]);
    expect(ids({ posture: false })).toEqual([]);
    expect(ids({ posture: true })).toEqual([ID]);
    expect(ids({ severities: { [ID]: 'error' } })).toEqual([]);
    expect(validate([source], { posture: true, severities: { [ID]: 'error' } })).toMatchObject([{ severity: 'error' }]);
    expect(ids({ severities: null as never })).toEqual([]);
  });

  test('checks the rules that it is given', () => { expect(ids({ rules: RULES.filter(({ id }) => id === ID) })).toEqual([ID]); });
});

describe('a log group without a retention', () => {
  const reportedWith = (LogGroupName: unknown) => {
    const container = { Name: 'web', Image: 'web', LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Logs' } } } };
    const Resources = {
      Logs: { Type: 'AWS::Logs::LogGroup', Properties: {} },
      OtherLogs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 7 } },
      Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [container] } },
      Retention: { Type: 'Custom::LogRetention', Properties: { LogGroupName, RetentionInDays: 30 } },
    };
    return validate([{ name: 'template', template: { Resources } }], { rules: RULES.filter(({ id }) => id === 'log-retention') }).map(({ logicalId }) => logicalId);
  };

  test('is reported if a custom resource sets that of another one', () => { expect(reportedWith({ Ref: 'OtherLogs' })).toEqual(['Logs']); });
  test('is not reported if a custom resource sets it', () => { expect(reportedWith({ Ref: 'Logs' })).toEqual([]); });
});

test.each(RULES.filter(({ domain }) => domain === 'posture').flatMap(rule => Object.keys(rule.bad).map(name => [rule.id, name] as const)))(
  'without posture, the engine does not report %s: %s', (id, name) => {
    const rule = RULES.find(each => each.id === id)!;
    const { scene, change } = placed(rule, rule.bad[name]);
    expect(validate([sourceIn(scene, applyChange(scene, change))]).filter(({ rule: { domain } }) => domain === 'posture')).toEqual([]);
  },
);

test('without posture and regulated constructs, the plugin reports no posture rule', () => {
  const examples = RULES.filter(({ domain }) => domain === 'posture').flatMap(rule => Object.values(rule.bad).map(example => placed(rule, example)));
  const found = (props?: EcsValidatorProps) => {
    const app = new App();
    new EcsValidator(app, props);
    examples.forEach(({ scene, change }, number) => { addResources(new Stack(app, `Stack${number}`), applyChange(scene, change)); });
    return [...new Set(EcsValidator.findings(app).map(({ ruleId }) => ruleId).filter(id => POSTURE_RULES.includes(id)))].sort();
  };
  expect(found()).toEqual([]);
  expect(found({ posture: true })).toEqual([...POSTURE_RULES].sort());
});

function addResources(stack: Stack, resources: ReturnType<typeof applyChange>): void {
  for (const [id, { Type, Properties, ...attributes }] of Object.entries(resources)) {
    const resource = new CfnResource(stack, id, { type: String(Type), properties: Properties as Record<string, unknown> });
    for (const [key, value] of Object.entries(attributes)) { resource.addOverride(key, value); }
  }
}
