import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Capacity, ContainerService, ContainerServiceProps, Deployment, EcsCluster, EcsValidator, Exposure } from '../../../src';
import { capacityMove, CapacitySetting } from '../../../src/facts/capacity-moves';
import { IMAGE, makeService } from '../../support/container-service';
import { LiveApplication } from '../../support/live-update/live-application';
import { UpdatedTemplate } from '../../support/live-update/live-resource';

const SERVICE = 'AWS::ECS::Service';
const { FARGATE, EC2, EXTERNAL } = ecs.LaunchType;

interface Capacities {
  readonly blue: Capacity;
  readonly green: Capacity;
  readonly managed: Capacity;
}

type Props = Partial<ContainerServiceProps>;
type Step = (capacities: Capacities) => Props;

const TEMPLATES = new Map<Step, UpdatedTemplate>();

/** The template of a service on a cluster with every capacity. */
function templateOf(step: Step): UpdatedTemplate {
  const known = TEMPLATES.get(step) ?? Template.fromStack(stackOf(step)).toJSON() as UpdatedTemplate;
  TEMPLATES.set(step, known);
  return known;
}

function stackOf(step: Step): Stack {
  const stack = new Stack(new App({ context: { 'cdk-ecs-shipshape:validate': false } }), 'Shop');
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc', { natGateways: 1 }) });
  const [blue, green] = ['Blue', 'Green'].map(id =>
    Capacity.instances(cluster.addInstances(id, { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 })));
  const managed = Capacity.managedInstances(cluster.addManagedInstances('Managed'));
  cluster.addExternalInstances('External');
  new ContainerService(stack, 'Api', { cluster, image: IMAGE, ...step({ blue, green, managed }) });
  return stack;
}

/** The changes of a template that the constructs do not write, such as a service of aws-ecs. */
function withService(template: UpdatedTemplate, properties: Record<string, unknown>): UpdatedTemplate {
  return {
    ...template,
    Resources: Object.fromEntries(Object.entries(template.Resources ?? {}).map(([id, resource]) =>
      [id, resource.Type === SERVICE ? { ...resource, Properties: { ...resource.Properties, ...properties } } : resource])),
  };
}

function propertiesOf(template: UpdatedTemplate): Readonly<Record<string, unknown>> {
  return Object.values(template.Resources ?? {}).find(({ Type }) => Type === SERVICE)?.Properties ?? {};
}

function idsOfServices({ Resources = {} }: UpdatedTemplate): readonly string[] {
  return Object.keys(Resources).filter(id => Resources[id].Type === SERVICE);
}

function move(before: UpdatedTemplate, after: UpdatedTemplate, deployed = before): string {
  const live = new LiveApplication([]);
  expect(live.deploy({ Shop: before })).toEqual([]);
  if (deployed !== before) { expect(live.deploy({ Shop: deployed })).toEqual([]); }
  const [service] = live.physicalIds(SERVICE);
  const problems = live.deploy({ Shop: after });
  if (problems.length > 0) { return 'refused'; }
  return live.physicalIds(SERVICE).includes(service) ? 'in place' : 'replaced';
}

const launchType: Step = () => ({ capacity: Capacity.fargateLaunchType() });
const external: Step = () => ({ capacity: Capacity.external() });
const fargate: Step = () => ({ capacity: Capacity.fargate() });
const spot: Step = () => ({ capacity: Capacity.fargateSpot() });
const blue: Step = capacities => ({ capacity: capacities.blue });
const green: Step = capacities => ({ capacity: capacities.green });
const both: Step = capacities => ({ capacity: Capacity.combine(capacities.blue, capacities.green) });
const managed: Step = capacities => ({ capacity: capacities.managed });
const kept = (step: Step, originalLaunchType = FARGATE): Step => capacities => ({ ...step(capacities), originalLaunchType });
const keptBlue = kept(blue);
const keptManaged = kept(managed);
const keptSpot = kept(spot);
const back = kept(launchType);

const MOVES: readonly (readonly [string, Step, Step, CapacitySetting, CapacitySetting])[] = [
  ['Fargate to Fargate Spot', fargate, spot, { strategy: 'FARGATE' }, { strategy: 'FARGATE' }],
  ['Fargate to instances', fargate, blue, { strategy: 'FARGATE' }, { strategy: 'EC2' }],
  ['Fargate to Managed Instances', fargate, managed, { strategy: 'FARGATE' }, { strategy: 'MANAGED_INSTANCES' }],
  ['instances to Fargate', blue, fargate, { strategy: 'EC2' }, { strategy: 'FARGATE' }],
  ['one group to another one', blue, green, { strategy: 'EC2' }, { strategy: 'EC2' }],
  ['one group to two', blue, both, { strategy: 'EC2' }, { strategy: 'EC2' }],
  ['instances to Managed Instances', blue, managed, { strategy: 'EC2' }, { strategy: 'MANAGED_INSTANCES' }],
  ['Managed Instances to Fargate', managed, fargate, { strategy: 'MANAGED_INSTANCES' }, { strategy: 'FARGATE' }],
  ['Managed Instances to instances', managed, blue, { strategy: 'MANAGED_INSTANCES' }, { strategy: 'EC2' }],
  ['the launch type of Fargate to Fargate', launchType, fargate, { launchType: 'FARGATE' }, { strategy: 'FARGATE' }],
  ['the launch type of Fargate to instances', launchType, blue, { launchType: 'FARGATE' }, { strategy: 'EC2' }],
  ['the launch type of Fargate to Managed Instances', launchType, managed, { launchType: 'FARGATE' }, { strategy: 'MANAGED_INSTANCES' }],
  ['the launch type of Fargate to external instances', launchType, external, { launchType: 'FARGATE' }, { launchType: 'EXTERNAL' }],
  ['external instances to Fargate', external, fargate, { launchType: 'EXTERNAL' }, { strategy: 'FARGATE' }],
  ['external instances to instances', external, blue, { launchType: 'EXTERNAL' }, { strategy: 'EC2' }],
  ['Fargate to the launch type of Fargate', fargate, launchType, { strategy: 'FARGATE' }, { launchType: 'FARGATE' }],
  ['instances to external instances', blue, external, { strategy: 'EC2' }, { launchType: 'EXTERNAL' }],
  ['Managed Instances to external instances', managed, external, { strategy: 'MANAGED_INSTANCES' }, { launchType: 'EXTERNAL' }],
  ['the launch type of Fargate to Fargate Spot, with originalLaunchType', launchType, keptSpot, { launchType: 'FARGATE' }, { launchType: 'FARGATE', strategy: 'FARGATE' }],
  ['the launch type of Fargate to instances, with originalLaunchType', launchType, keptBlue, { launchType: 'FARGATE' }, { launchType: 'FARGATE', strategy: 'EC2' }],
  ['the launch type of Fargate to Managed Instances, with originalLaunchType', launchType, keptManaged, { launchType: 'FARGATE' }, { launchType: 'FARGATE', strategy: 'MANAGED_INSTANCES' }],
];

test.each(MOVES)('%s: the deployment does what the table says', (_, before, after, from, to) => {
  const deployed = templateOf(before);
  expect(move(deployed, templateOf(after))).toBe(capacityMove(from, to).result);
  expect(idsOfServices(templateOf(after))).toEqual(idsOfServices(deployed));
});

describe('a service that was created with a launch type', () => {
  test('moves on between capacity providers', () => {
    expect(move(templateOf(launchType), templateOf(keptManaged), templateOf(keptBlue))).toBe('in place');
  });

  test('is replaced if the launch type is removed later', () => {
    expect(move(templateOf(launchType), templateOf(blue), templateOf(keptBlue))).toBe('replaced');
  });

  test('goes back to its launch type with an empty list', () => {
    expect(propertiesOf(templateOf(back))).toMatchObject({ LaunchType: 'FARGATE', CapacityProviderStrategy: [] });
    expect(move(templateOf(launchType), templateOf(back), templateOf(keptBlue))).toBe('in place');
  });

  test('is updated without the list after that', () => {
    const live = new LiveApplication([]);
    for (const step of [launchType, keptBlue, back, launchType]) { expect(live.deploy({ Shop: templateOf(step) })).toEqual([]); }
    expect(live.physicalIds(SERVICE)).toHaveLength(1);
  });

  test('is refused with the empty list again (aws-cdk 34631)', () => {
    const again = withService(templateOf(back), { EnableExecuteCommand: true });
    expect(move(templateOf(launchType), again, templateOf(back))).toBe('refused');
    expect(capacityMove({ launchType: 'FARGATE', strategy: 'NONE' }, { launchType: 'FARGATE', strategy: 'NONE' }).result).toBe('refused');
  });

  test('cannot be created with both', () => {
    expect(new LiveApplication([]).deploy({ Shop: templateOf(keptBlue) })).toEqual([expect.stringContaining('both a launch type and capacity provider strategy')]);
  });

  test('can be a service of aws-ecs with the EC2 launch type', () => {
    const before = withService(templateOf(blue), { LaunchType: 'EC2', CapacityProviderStrategy: undefined });
    expect(move(before, templateOf(kept(fargate, EC2)))).toBe('in place');
    expect(move(before, templateOf(kept(green, EC2)))).toBe('in place');
    expect(move(before, templateOf(green))).toBe('replaced');
  });

  test('has no finding of the validator', () => {
    for (const step of [keptSpot, keptBlue, keptManaged, kept(fargate, EC2), kept(managed, EC2), back]) {
      const findings = EcsValidator.findings(stackOf(step).node.root).filter(({ constructPath }) => constructPath?.startsWith('Shop/Api'));
      expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
    }
  });
});

test('an empty list without a launch type is refused', () => {
  const empty = withService(templateOf(blue), { CapacityProviderStrategy: [] });
  expect(move(templateOf(blue), empty)).toBe(capacityMove({ strategy: 'EC2' }, { strategy: 'NONE' }).result);
});

test('a strategy whose property is removed changes nothing', () => {
  expect(move(templateOf(blue), withService(templateOf(blue), { CapacityProviderStrategy: undefined }))).toBe('in place');
  expect(capacityMove({ strategy: 'EC2' }, {}).result).toBe('no change');
});

test('the default of the cluster moves to a capacity provider in place', () => {
  const before = withService(templateOf(blue), { CapacityProviderStrategy: undefined });
  expect(move(before, templateOf(blue))).toBe(capacityMove({}, { strategy: 'EC2' }).result);
});

test('a service that CodeDeploy deploys is refused (aws-cdk 36563)', () => {
  const controlled = { DeploymentController: { Type: 'CODE_DEPLOY' } };
  expect(move(withService(templateOf(fargate), controlled), withService(templateOf(spot), controlled))).toBe('refused');
});

test('a service with a name is replaced by none of its own name', () => {
  const named = (step: Step): UpdatedTemplate => withService(templateOf(step), { ServiceName: 'api' });
  expect(move(named(launchType), named(blue))).toBe('refused');
  expect(move(named(launchType), named(keptBlue))).toBe('in place');
});

test.each<[string, Step, readonly string[]]>([
  ['instances', blue, ['CapacityProviderStrategy']],
  ['Managed Instances', managed, ['CapacityProviderStrategy']],
])('a move from Fargate to %s changes little beside the strategy', (_, step, expected) => {
  const [before, after] = [fargate, step].map(each => propertiesOf(templateOf(each)));
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names.filter(name => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  expect(changed.sort()).toEqual(expected);
});

const REFUSALS: readonly (readonly [Props, string])[] = [
  [{ originalLaunchType: EXTERNAL }, '[Stack/Api] originalLaunchType (EXTERNAL): external instances have no capacity providers, so the service must be replaced; remove originalLaunchType'],
  [{ originalLaunchType: EC2, capacity: Capacity.fargateLaunchType() },
    '[Stack/Api] originalLaunchType (EC2) and capacity (launch type FARGATE) differ: the launch type is create-only, so the service is replaced; remove originalLaunchType'],
  [{ originalLaunchType: FARGATE, deployment: Deployment.codeDeploy(), exposure: Exposure.internalAlb() },
    'originalLaunchType (FARGATE) cannot be combined with Deployment.codeDeploy: another strategy needs a forced deployment, which ECS refuses for another deployment controller; remove it'],
];

test.each(REFUSALS)('refuses %#', (props, message) => {
  expect(() => makeService(new Stack(new App(), 'Stack'), props)).toThrow(message);
});
