import { readFileSync } from 'fs';
import { join } from 'path';
import { App, CfnResource, Errors, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Construct, IConstruct } from 'constructs';
import { ContainerService, Exposure } from '../../src';
import { EcsValidator, EcsValidatorProps, RuleSeverity } from '../../src/validation/ecs-validator';
import { IMAGE, makeService } from '../support/container-service';
import { BROKEN_RULE, brokenTask, goodTask } from '../support/tasks';
import { ValidationReport } from '../support/validation-report';

const pathsOf = (scope: Construct) => EcsValidator.findings(scope).map(finding => finding.constructPath);

let printed: jest.SpyInstance;
beforeEach(() => { printed = jest.spyOn(console, 'error').mockImplementation(); });

test('a finding has a message, a reason, a fix and a location', () => {
  const app = new App();
  brokenTask(new Stack(app, 'Stack'));
  expect(EcsValidator.findings(app)).toEqual([{
    ruleId: BROKEN_RULE,
    severity: RuleSeverity.ERROR,
    message: 'host port 8080 of container "web" differs from its container port 80; remove hostPort',
    why: expect.any(String) as string,
    fix: expect.any(String) as string,
    docs: expect.stringContaining('https://docs.aws.amazon.com/') as string,
    constructPath: 'Stack/Task',
    logicalId: 'Task',
    propertyPath: 'Properties.ContainerDefinitions.0.PortMappings.0.HostPort',
    relatedConstructPaths: [],
  }]);
});

test('findings are suitable for snapshots: complete as JSON, in a stable order, and Template.fromStack changes neither them nor the template', () => {
  const make = () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    for (const id of ['B', 'A']) { brokenTask(new Construct(stack, id)); }
    return { app, stack };
  };
  const first = make();
  const second = make();
  const findings = EcsValidator.findings(first.app);
  const template = Template.fromStack(first.stack).toJSON();

  expect(findings).toHaveLength(2);
  expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  expect(EcsValidator.findings(first.app)).toEqual(findings);
  expect(Template.fromStack(second.stack).toJSON()).toEqual(template);
  expect(EcsValidator.findings(second.app)).toEqual(findings);
});

test('a valid app has none', () => {
  const app = new App();
  goodTask(new Stack(app, 'Stack'));
  expect(EcsValidator.findings(app).filter(finding => finding.severity === RuleSeverity.ERROR)).toEqual([]);
});

test('a validator that reports errors does not make findings() throw', () => {
  const app = new App();
  Validations.of(app).addPlugins(new EcsValidator(app));
  brokenTask(new Stack(app, 'Stack'));
  expect(EcsValidator.findings(app)).toHaveLength(1);
});

test('another plugin that reports errors does not make findings() throw', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  brokenTask(stack);
  Validations.of(app).addPlugins({
    name: 'Stern',
    validate: () => ({ success: false, violations: [{ ruleName: 'no', description: 'no', severity: 'error', violatingResources: [{ constructPath: 'Stack', locations: [] }] }] }),
  });
  expect(pathsOf(app)).toEqual(['Stack/Task']);
});

test('a failed assertion of the CDK makes findings() throw', () => {
  const assumption = Object.assign(new Error('no such assembly'), {
    name: 'ValidationFailed', [Symbol.for('@aws-cdk/core.ConstructError')]: true, [Symbol.for('@aws-cdk/core.AssumptionError')]: true,
  });
  const app = new App();
  jest.spyOn(app, 'synth').mockImplementation(() => { throw assumption; });
  expect(Errors.isAssumptionError(assumption)).toBe(true);
  expect(() => EcsValidator.findings(app)).toThrow(assumption);
});

test('findings() throws with a version of the CDK that keeps its assembly elsewhere', () => {
  const app = new App();
  const { synth } = app;
  jest.spyOn(app, 'synth').mockImplementation(options => {
    const assembly = synth.call(app, options);
    Object.assign(app, { assembly: undefined });
    return assembly;
  });
  expect(() => EcsValidator.findings(app)).toThrow(/^findings\(\) does not work with aws-cdk-lib 2\.\d+\.\d+: a later app\.synth\(\) would/);
});

test('an app that cannot be synthesized makes findings() throw', () => {
  const app = new App();
  new Stack(app, 'Stack').node.addValidation({ validate: () => ['a bad stack'] });
  expect(() => EcsValidator.findings(app)).toThrow(/a bad stack/);
});

test('the validator reports nothing while findings() synthesizes', () => {
  const app = new App();
  Validations.of(app).addPlugins(new EcsValidator(app));
  brokenTask(new Stack(app, 'Stack'));
  EcsValidator.findings(app);
  expect(printed.mock.calls.join()).not.toContain('EcsShipshape');
});

describe('after findings()', () => {
  const validated = (scope: (app: App) => Construct, props?: EcsValidatorProps) => {
    const app = new App();
    new EcsValidator(app, props);
    const stack = new Stack(scope(app), 'Stack');
    return { app, stack };
  };
  const inApp = (app: App) => app;
  const inStage = (app: App) => new Stage(app, 'Prod');

  test.each([['an app', inApp], ['a Stage', inStage]])('app.synth() fails on an error in a stack of %s', (_, scope) => {
    const { app, stack } = validated(scope);
    brokenTask(stack);
    EcsValidator.findings(app);
    expect(() => app.synth()).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test('app.synth() fails each time it is called', () => {
    const { app, stack } = validated(inApp);
    brokenTask(stack);
    EcsValidator.findings(app);
    expect(() => app.synth()).toThrow(/EcsShipshape::awsvpc-host-port/);
    expect(() => app.synth()).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test('Template.fromStack fails on an error', () => {
    const { stack } = validated(inApp);
    brokenTask(stack);
    EcsValidator.findings(stack);
    expect(() => Template.fromStack(stack)).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test('the automatic validator fails on an error too', () => {
    const app = new App();
    const construct = new Construct(new Stack(app, 'Stack'), 'Ours');
    EcsValidator._switchOn(construct);
    brokenTask(construct);
    EcsValidator.findings(app);
    expect(() => app.synth()).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test('app.synth() reports warnings', () => {
    const { app, stack } = validated(inApp, { reportOnly: true });
    brokenTask(stack);
    EcsValidator.findings(app);
    app.synth();
    expect(new ValidationReport(readFileSync(join(app.outdir, 'validation-report.json'), 'utf8')).lines).toEqual([`warning ${BROKEN_RULE} Stack/Task`]);
  });

  test.each([['an app', inApp], ['a Stage', inStage]])('app.synth() of %s without findings does not write the templates again', (_, scope) => {
    const { app, stack } = validated(scope);
    goodTask(stack);
    const written = jest.spyOn(stack.synthesizer, 'synthesize');
    expect(EcsValidator.findings(app)).toEqual([]);
    app.synth();
    expect(written).toHaveBeenCalledTimes(1);
  });

  test('app.synth() does not write the templates of Stages again', () => {
    const { app, stack } = validated(inStage);
    brokenTask(stack);
    const written = jest.spyOn(stack.synthesizer, 'synthesize');
    EcsValidator.findings(app);
    expect(() => app.synth()).toThrow(/EcsShipshape/);
    expect(written).toHaveBeenCalledTimes(1);
  });
});

describe('an app with a validator of another copy of the package', () => {
  /** A copy with another version, without any of the rules. */
  const otherCopy = () => {
    let copy: typeof EcsValidator | undefined;
    jest.isolateModules(() => {
      jest.doMock('../../src/validation/plugin/engine', () => ({ engine: () => ({ validate: () => [] }), rules: () => [] }));
      copy = (jest.requireActual<{ EcsValidator: typeof EcsValidator }>('../../src/validation/ecs-validator')).EcsValidator;
    });
    jest.dontMock('../../src/validation/plugin/engine');
    return copy!;
  };

  test('fails on its errors after findings() of a copy without rules', () => {
    const app = new App();
    new EcsValidator(app);
    brokenTask(new Stack(app, 'Stack'));
    expect(otherCopy().findings(app)).toEqual([]);
    expect(() => app.synth()).toThrow(/EcsShipshape::awsvpc-host-port/);
  });

  test.each<[string, EcsValidatorProps, readonly RuleSeverity[]]>([
    ['no rule that the validator disables', { disabledRules: [BROKEN_RULE] }, []],
    ['rules with the severities of the validator', { ruleSeverities: { [BROKEN_RULE]: RuleSeverity.WARNING } }, [RuleSeverity.WARNING]],
  ])('has findings() of %s', (_, props, severities) => {
    const app = new App();
    let other: typeof EcsValidator | undefined;
    jest.isolateModules(() => { other = jest.requireActual<{ EcsValidator: typeof EcsValidator }>('../../src/validation/ecs-validator').EcsValidator; });
    new other!(app, props);
    brokenTask(new Stack(app, 'Stack'));
    expect(EcsValidator.findings(app).map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('the severities of findings()', () => {
  const severities = (add: (app: App) => void) => {
    const app = new App();
    add(app);
    brokenTask(new Stack(app, 'Stack'));
    return EcsValidator.findings(app).map(finding => finding.severity);
  };

  test.each<[string, (app: App) => void]>([
    ['without a validator', () => undefined],
    ['with an explicit validator', app => new EcsValidator(app)],
    ['with a report-only validator', app => new EcsValidator(app, { reportOnly: true })],
    ['with an automatic validator', app => EcsValidator._switchOn(new Construct(app, 'Ours'))],
  ])('are the severities of the rules %s', (_, add) => {
    expect(severities(add)).toEqual([RuleSeverity.ERROR]);
  });

  test('are the severities that an explicit validator sets', () => {
    expect(severities(app => new EcsValidator(app, { ruleSeverities: { [BROKEN_RULE]: RuleSeverity.WARNING } }))).toEqual([RuleSeverity.WARNING]);
  });
});

test('findings() excludes rules that an explicit validator disables', () => {
  const app = new App();
  new EcsValidator(app, { disabledRules: [BROKEN_RULE] });
  brokenTask(new Stack(app, 'Stack'));
  expect(EcsValidator.findings(app)).toEqual([]);
});

test('findings() of a stack returns only findings in the stack', () => {
  const app = new App();
  const [one, two] = ['One', 'One2'].map(id => new Stack(app, id));
  brokenTask(one);
  brokenTask(two);
  expect(pathsOf(one)).toEqual(['One/Task']);
});

test('findings() includes a change after the app was synthesized', () => {
  const app = new App();
  const task = goodTask(new Stack(app, 'Stack'));
  app.synth();
  task.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 8080);
  expect(pathsOf(app)).toEqual(['Stack/Task']);
});

test('findings() includes a change in a Stage after the app was synthesized', () => {
  const app = new App();
  const task = goodTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
  app.synth();
  task.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 8080);
  expect(pathsOf(app)).toEqual(['Prod/Stack/Task']);
});

test('findings() includes a change in a Stage after a failed synthesis of the app', () => {
  const app = new App();
  new EcsValidator(app);
  const task = brokenTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
  expect(() => app.synth()).toThrow(/EcsShipshape/);
  task.addPropertyOverride('ContainerDefinitions.0.PortMappings.0.HostPort', 80);
  expect(pathsOf(app)).toEqual([]);
});

test('findings() works in a Stage', () => {
  const stack = new Stack(new Stage(new App(), 'Prod'), 'Stack');
  brokenTask(stack);
  expect(pathsOf(stack)).toEqual(['Prod/Stack/Task']);
});

test('findings() works in a stack without an app', () => {
  const stack = new Stack();
  brokenTask(stack);
  expect(pathsOf(stack)).toEqual(['Default/Task']);
});

test('findings() works in a Stage without an app', () => {
  const stage = new Stage(undefined as never, 'Loose');
  brokenTask(new Stack(stage, 'Stack'));
  expect(pathsOf(stage)).toEqual(['Loose/Stack/Task']);
});

test('findings() refuses a construct without an app', () => {
  expect(() => EcsValidator.findings(new Construct(undefined as never, 'Loose')))
    .toThrow('findings() needs a construct in an app: Loose is not in one');
});

describe('an acknowledged finding', () => {
  const acknowledge = (scope: Construct) => Validations.of(scope).acknowledge({ id: `EcsShipshape::${BROKEN_RULE}`, reason: 'tested by hand' });

  test.each<[string, (task: Construct) => Construct]>([
    ['its construct', task => task],
    ['its stack', task => Stack.of(task)],
    ['its Stage', task => Stage.of(task)!],
    ['the app', task => task.node.root as App],
  ])('on %s is not included', (_, place) => {
    const app = new App();
    const task = brokenTask(new Stack(new Stage(app, 'Prod'), 'Stack'));
    acknowledge(place(task));
    expect(EcsValidator.findings(app)).toEqual([]);
  });

  test('on one construct does not affect other constructs', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    acknowledge(brokenTask(stack, 'One'));
    brokenTask(stack, 'Two');
    expect(pathsOf(app)).toEqual(['Stack/Two']);
  });
});

describe('a finding about several resources', () => {
  /** A load balancer that the security group of its tasks does not admit. */
  function closedService(stack: Stack): ContainerService {
    const service = makeService(stack, { exposure: Exposure.publicAlb({ insecureHttp: true }) });
    const [group] = service.connections.securityGroups;
    group.node.children.filter(child => child instanceof CfnSecurityGroupIngress).forEach(({ node }) => group.node.tryRemoveChild(node.id));
    return service;
  }

  test('contains the other constructs', () => {
    const app = new App();
    const service = closedService(new Stack(app, 'Stack'));
    expect(EcsValidator.findings(app)).toEqual([expect.objectContaining({
      constructPath: service.service.node.defaultChild!.node.path,
      relatedConstructPaths: [service.endpoint!.loadBalancer!, service.connections.securityGroups[0]]
        .map(construct => construct.node.defaultChild!.node.path),
    })]);
  });

  test('is printed once, with the paths and logical ids of the other resources', () => {
    const app = new App();
    closedService(new Stack(app, 'Stack'));
    const [violation, ...others] = ValidationReport.of(app).violations;
    expect(others).toEqual([]);
    expect(violation.violatingConstructs).toHaveLength(1);
    expect(violation.description.split('\n')).toEqual([
      expect.stringMatching(/on port 80/),
      expect.stringMatching(/^ {3}Related: Stack\/Api\/LB\/Resource \(ApiLB[0-9A-F]{8}\)$/),
      expect.stringMatching(/^ {3}Related: Stack\/Api\/Service\/SecurityGroup\/Resource \(ApiServiceSecurityGroup[0-9A-F]{8}\)$/),
      expect.stringMatching(/^ {3}Health checks/),
    ]);
  });
});

describe('findings about a service in two Stages', () => {
  const violationsOf = (breakIt: (service: ContainerService) => void) => {
    const app = new App();
    new EcsValidator(app);
    for (const id of ['Dev', 'Prod']) { breakIt(makeService(new Stack(new Stage(app, id), 'Stack'), { exposure: Exposure.publicAlb({ insecureHttp: true }) })); }
    return ValidationReport.of(app).violations;
  };

  test('are one violation with props and related constructs within the Stage', () => {
    const [violation, ...others] = violationsOf(({ connections: { securityGroups: [group] } }) => {
      group.node.children.filter(child => child instanceof CfnSecurityGroupIngress).forEach(({ node }) => group.node.tryRemoveChild(node.id));
    });
    expect(others).toEqual([]);
    expect(violation.violatingConstructs.map(({ constructPath }) => constructPath.split('/')[0])).toEqual(['Dev', 'Prod']);
    expect(violation.description).toMatch(/\n {3}Related: Stack\/Api\/LB\/Resource \(/);
  });

  test('are one violation with the prop of the construct within the Stage', () => {
    const [violation, ...others] = violationsOf(({ service }) => {
      (service.node.defaultChild as CfnResource).addPropertyOverride('DeploymentConfiguration.MinimumHealthyPercent', 150);
    });
    expect(others).toEqual([]);
    expect(violation.violatingConstructs).toHaveLength(2);
    expect(violation.description).toMatch(/ \(prop deployment of Stack\/Api\)\n/);
  });
});

describe('the message of a finding', () => {
  const messagesOf = (app: App) => EcsValidator.findings(app).map(finding => finding.message);
  const broken = (resource: IConstruct, path: string, value: unknown) => {
    (resource.node.defaultChild as CfnResource).addPropertyOverride(path, value);
  };

  test.each<[string, (service: ContainerService) => void, string]>([
    ['property of the service', ({ service }) => { broken(service, 'DeploymentConfiguration.MinimumHealthyPercent', 150); }, 'deployment'],
    ['property of the container', ({ taskDefinition }) => { broken(taskDefinition, 'ContainerDefinitions.0.PortMappings', [{ ContainerPort: 80, HostPort: 8080 }]); }, 'containerPort'],
    ['property of a target group', ({ endpoint }) => { broken(endpoint!.targetGroup, 'TargetType', 'instance'); }, 'exposure'],
  ])('for a %s contains the prop that sets it', (_, breakIt, prop) => {
    const app = new App();
    breakIt(makeService(new Stack(app, 'Stack'), { exposure: Exposure.publicAlb({ insecureHttp: true }) }));
    expect(messagesOf(app)).toEqual([expect.stringMatching(new RegExp(` \\(prop ${prop} of Stack/Api\\)$`))]);
  });

  test('for a second container contains no prop of the first one', () => {
    const app = new App();
    const service = makeService(new Stack(app, 'Stack'));
    service.addContainer('agent', { image: IMAGE });
    broken(service.taskDefinition, 'ContainerDefinitions.1.PortMappings', [{ ContainerPort: 80, HostPort: 8080 }]);
    expect(messagesOf(app)).toEqual(['host port 8080 of container "agent" differs from its container port 80; remove hostPort']);
  });

  test('for an aws-ecs task definition contains no prop, although a service runs it', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('web', { image: IMAGE, portMappings: [{ containerPort: 80 }] });
    broken(taskDefinition, 'ContainerDefinitions.0.PortMappings.0.HostPort', 8080);
    makeService(stack, { taskDefinition });
    expect(messagesOf(app)).toContain('host port 8080 of container "web" differs from its container port 80; remove hostPort');
  });
});
