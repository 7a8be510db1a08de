import { App, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ContainerService, ContainerServiceProps, EcsCluster, Profile } from '../../../src';
import { IMAGE } from '../../support/container-service';

const REGULATED = Profile.regulated();
const STANDARD = Profile.standard();

/** The places of profiles, from the outermost to the innermost. */
interface Places {
  readonly app?: Profile;
  readonly stage?: Profile;
  readonly cluster?: Profile;
  readonly service?: Profile;
}

function serviceTemplate({ app: ofTheApp, stage: ofTheStage, cluster, service }: Places, props: Partial<ContainerServiceProps> = {}): Template {
  const app = new App();
  const stage = new Stage(app, 'Test');
  ofTheApp?.applyTo(app);
  ofTheStage?.applyTo(stage);
  const stack = new Stack(stage, 'Stack');
  const vpc = new ec2.Vpc(stack, 'Vpc');
  new ContainerService(stack, 'Api', { cluster: new EcsCluster(stack, 'Cluster', { vpc, profile: cluster }), image: IMAGE, profile: service, ...props });
  return Template.fromStack(stack);
}

function isRegulated(template: Template): boolean {
  return Object.keys(template.findResources('AWS::IAM::ManagedPolicy')).some(id => id.startsWith('Api'));
}

test.each<[string, Places, boolean]>([
  ['nothing', {}, false],
  ['the app', { app: REGULATED }, true],
  ['the Stage', { app: REGULATED, stage: STANDARD }, false],
  ['the cluster', { app: STANDARD, stage: STANDARD, cluster: REGULATED }, true],
  ['the service', { app: REGULATED, stage: REGULATED, cluster: REGULATED, service: STANDARD }, false],
  ['the service, on a standard cluster', { cluster: STANDARD, service: REGULATED }, true],
])('the nearest profile is used: the profile of %s', (_, places, expected) => {
  expect(isRegulated(serviceTemplate(places))).toBe(expected);
});

test('an imported cluster can have a profile', () => {
  const stack = new Stack();
  const vpc = new ec2.Vpc(stack, 'Vpc');
  const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc, profile: REGULATED });
  new ContainerService(stack, 'Api', { cluster, image: IMAGE });
  expect(isRegulated(Template.fromStack(stack))).toBe(true);
});

test('a given key encrypts everything', () => {
  const stack = new Stack();
  const encryptionKey = new kms.Key(stack, 'Company');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), profile: Profile.regulated({ encryptionKey }) });
  new ContainerService(stack, 'Api', { cluster, image: IMAGE });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 1);
  template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: stack.resolve(encryptionKey.keyArn) });
});

test('a service that sets the profile of its cluster again uses the key of the cluster', () => {
  const template = serviceTemplate({ cluster: REGULATED, service: REGULATED });
  template.resourceCountIs('AWS::KMS::Key', 1);
});

describe('a prop', () => {
  const retention = (props: Partial<ContainerServiceProps>) =>
    Object.entries(serviceTemplate({ service: Profile.regulated({ logRetention: logs.RetentionDays.TWO_YEARS }) }, props).findResources('AWS::Logs::LogGroup'))
      .filter(([id]) => id.startsWith('Api')).map(([, group]) => group.Properties.RetentionInDays as number);

  test('overrides the profile', () => {
    expect(retention({ logRetention: logs.RetentionDays.ONE_WEEK })).toEqual([7]);
  });

  test('that is undefined counts as not set', () => {
    expect(retention({ logRetention: undefined })).toEqual([731]);
  });

  test('that replaces the log group leaves no retention to set', () => {
    expect(retention({ logging: ecs.LogDrivers.syslog() })).toEqual([]);
  });
});

describe('a profile of a second copy of the package', () => {
  function secondCopy(): typeof import('../../../src') {
    let copy: typeof import('../../../src') | undefined;
    jest.isolateModules(() => { copy = jest.requireActual<typeof import('../../../src')>('../../../src'); });
    if (!copy) { throw new Error('the copy was not loaded'); }
    return copy;
  }

  const copy = secondCopy();

  test('is not a profile of this copy', () => {
    expect(copy.Profile).not.toBe(Profile);
  });

  test('is found on a cluster of that copy, with its key', () => {
    const stack = new Stack();
    const scope: Construct = stack;
    const cluster = new copy.EcsCluster(scope, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), profile: copy.Profile.regulated() });
    new ContainerService(stack, 'Api', { cluster, image: IMAGE });
    const template = Template.fromStack(stack);
    expect(isRegulated(template)).toBe(true);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test.each<[string, (profile: Profile) => Template]>([
    ['an app', profile => serviceTemplate({ app: profile })],
    ['a Stage', profile => serviceTemplate({ stage: profile })],
    ['a cluster', profile => serviceTemplate({ cluster: profile })],
    ['a service', profile => serviceTemplate({ service: profile })],
  ])('is found on %s', (_, templateWith) => {
    expect(isRegulated(templateWith(copy.Profile.regulated() as Profile))).toBe(true);
  });
});

test('a profile has a name', () => {
  expect([STANDARD.name, REGULATED.name]).toEqual(['standard', 'regulated']);
});

test('switching to the regulated profile replaces only the roles of a service and its log group', () => {
  const idsOf = (service?: Profile) => Object.keys(serviceTemplate({ service }).toJSON().Resources as object);
  const regulated = new Set(idsOf(REGULATED));
  expect(idsOf().filter(id => !regulated.has(id)).map(id => id.replace(/[0-9A-F]{8}$/, '')).sort()).toEqual([
    'ApiTaskDefExecutionRole', 'ApiTaskDefExecutionRoleDefaultPolicy', 'ApiTaskDefTaskRole', 'ApiTaskDefwebLogGroup',
  ]);
});
