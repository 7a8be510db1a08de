import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { validate } from '../../src/validation/engine/validate';
import type { RawResource } from '../../src/validation/model/evaluation/source';
import { applyChange, Change, SceneName } from '../../src/validation/scenes/scenes';
import { saidByCdk } from '../support/cloudformation-validate';

type Resources = Readonly<Record<string, RawResource>>;

const ON_INSTANCES = 'an EC2 service on dynamic ports behind a load balancer';
const IMPORTED = { 'Fn::ImportValue': 'Another' };

interface Flaw {
  readonly cdk: string;
  /** Cases in which the CDK may report nothing: its engine changes between versions, and ours reports on all of them. */
  readonly silentOn?: 'every version' | 'later versions';
  readonly ours: string;
  readonly scene: SceneName;
  readonly change: Change;
}

/** The findings of the CDK's own ECS rules, and the equivalent rule here. */
const FLAWS: readonly Flaw[] = [
  {
    cdk: 'E3042',
    silentOn: 'later versions',
    ours: 'essential-container',
    scene: 'a Fargate service',
    change: { Task: { ContainerDefinitions: { 0: { Essential: false }, 1: { Name: 'log', Image: 'public.ecr.aws/a/b:1', Essential: false } } } },
  },
  {
    cdk: 'E3044',
    ours: 'daemon-not-on-fargate',
    scene: 'a Fargate service',
    change: { Service: { SchedulingStrategy: 'DAEMON', DesiredCount: undefined, DeploymentConfiguration: undefined } },
  },
  { cdk: 'E3047', ours: 'fargate-task-size', scene: 'a Fargate service', change: { Task: { Memory: '512', Cpu: '4096' } } },
  // the engine of 2.262 contains the rule but does not report it
  { cdk: 'E3048', silentOn: 'every version', ours: 'fargate-task-size', scene: 'a Fargate service', change: { Task: { Memory: undefined } } },
  { cdk: 'E3052', ours: 'network-configuration-required', scene: 'a Fargate service', change: { Service: { NetworkConfiguration: undefined } } },
  {
    cdk: 'E3053',
    silentOn: 'later versions',
    ours: 'awsvpc-host-port',
    scene: 'a Fargate service',
    change: { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } },
  },
  { cdk: 'E3054', ours: 'task-definition-fits-launch-type', scene: ON_INSTANCES, change: { Service: { LaunchType: 'FARGATE' } } },
  { cdk: 'W3049', ours: 'dynamic-port-health-check', scene: ON_INSTANCES, change: { Targets: { HealthCheckPort: '8080' } } },
];

/** Imported parts that do not make a violation doubtful. */
const DOUBTS: readonly (readonly [string, (containers: readonly object[]) => readonly unknown[]])[] = [
  ['the image', ([first, ...others]) => [{ ...first, Image: IMPORTED }, ...others]],
  ['a variable', ([first, ...others]) => [{ ...first, Environment: [{ Name: 'KEY', Value: IMPORTED }] }, ...others]],
  ['all variables and one secret', ([first, ...others]) => [{ ...first, Environment: IMPORTED, Secrets: [IMPORTED] }, ...others]],
  ['most of another container', containers => [...containers, { Name: 'x', Essential: false, Image: IMPORTED, Command: IMPORTED, Secrets: IMPORTED, Memory: 64 }]],
];

describe.each(FLAWS.map(flaw => [flaw.cdk, flaw] as const))('the finding of %s', (_, { ours, scene, change }) => {
  const resources = applyChange(scene, change);

  test('is reported by a rule here', () => { expect(saidByUs(resources)).toContain(ours); });

  test.each(DOUBTS)('is reported if %s is imported', (__, doubt) => {
    expect(saidByUs(withContainers(resources, doubt))).toContain(ours);
  });
});

const silences: readonly Flaw['silentOn'][] = cdkVersion === '2.262.0' ? ['every version'] : ['every version', 'later versions'];

test.each(FLAWS.filter(({ silentOn }) => !silentOn || !silences.includes(silentOn)))('the CDK reports $cdk if every value is known', ({ cdk, scene, change }) => {
  expect(saidByCdk(applyChange(scene, change))).toContainEqual(expect.stringMatching(cdk));
});

test('an imported container prevents findings that depend on all containers', () => {
  const resources = applyChange('a Fargate service', { Task: { ContainerDefinitions: { 0: { Essential: false } } } });
  expect(saidByUs(withContainers(resources, containers => [...containers, IMPORTED]))).not.toContain('essential-container');
});

test('an imported container does not prevent findings on another container', () => {
  const resources = applyChange('a Fargate service', { Task: { ContainerDefinitions: { 0: { PortMappings: [{ ContainerPort: 80, HostPort: 8080 }] } } } });
  expect(saidByUs(withContainers(resources, containers => [...containers, IMPORTED]))).toContain('awsvpc-host-port');
});

function withContainers({ Task, ...others }: Resources, change: (containers: readonly object[]) => readonly unknown[]): Resources {
  const properties = Task.Properties as { ContainerDefinitions: readonly object[] };
  return { ...others, Task: { ...Task, Properties: { ...properties, ContainerDefinitions: change(properties.ContainerDefinitions) } } };
}

function saidByUs(resources: Resources): string[] {
  return validate([{ name: 'template', template: { Resources: resources } }]).map(({ rule: { id } }) => id);
}
