import { App, NestedStack, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Capacity, ContainerService, EcsCluster, EcsClusterProps, EcsValidator, InstanceGroup, InstanceGroupProps, InstanceImage, Profile } from '../../../../src';
import { IMAGE, newStack } from '../../../support/container-service';
import { DependencyGraph, dependencyGraph } from '../../../support/dependency-graph';
import { ALL_PACKS, EVERYDAY_PACKS, nagFindings } from '../../../support/nag';

const CLUSTER = 'AWS::ECS::Cluster';
const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const DELETION = 'Custom::EcsInstanceGroupDeletion';
const PROVIDER = 'AWS::ECS::CapacityProvider';
const ASSOCIATION = 'AWS::ECS::ClusterCapacityProviderAssociations';
const SERVICE = 'AWS::ECS::Service';

interface Shop {
  readonly cluster?: Partial<EcsClusterProps>;
  readonly group?: Partial<InstanceGroupProps>;
  readonly groups?: readonly string[];
  readonly use?: (cluster: EcsCluster) => void;
}

/** A cluster with groups of instances, and a service on all of them. */
function shopIn(stack: Stack, { cluster: clusterProps, group: groupProps, groups = ['Main'], use }: Shop = {}): EcsCluster {
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...clusterProps });
  const capacities = groups.map(id => Capacity.instances(cluster.addInstances(id, {
    instanceTypes: [new ec2.InstanceType('m7i.large')],
    maxInstances: 4,
    ...groupProps,
  })));
  use?.(cluster);
  new ContainerService(stack, 'Api', { cluster, image: IMAGE, capacity: Capacity.combine(...capacities) });
  return cluster;
}

function templateOf(shop?: Shop): Template {
  const stack = newStack();
  shopIn(stack, shop);
  return Template.fromStack(stack);
}

const graphOf = (shop?: Shop): DependencyGraph => dependencyGraph(templateOf(shop).toJSON());

/** The logical id of the one resource whose id matches. */
function idOf(graph: DependencyGraph, type: string, pattern: RegExp): string {
  const found = graph.ofType(type).filter(id => pattern.test(id));
  expect(found).toHaveLength(1);
  return found[0];
}

describe('a group of instances', () => {
  const graph = graphOf();

  test('is created after the cluster, and before the capacity provider, the association and the service', () => {
    expect(graph.outOfOrder(CLUSTER, GROUP, DELETION, PROVIDER, ASSOCIATION, SERVICE)).toEqual([]);
  });

  test('is deleted in the reverse order', () => {
    const deletion = [...graph.creationOrder()].reverse();
    const positions = [SERVICE, ASSOCIATION, PROVIDER, DELETION, GROUP, CLUSTER].map(type => deletion.indexOf(graph.ofType(type)[0]));
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
  });

  test('is deleted before the role and the instance profile of its instances', () => {
    expect(graph.outOfOrder(idOf(graph, 'AWS::IAM::Role', /Main.*Role/), 'AWS::IAM::InstanceProfile', GROUP)).toEqual([]);
  });

  test('is deleted before policies that are added to its role', () => {
    const statement = new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop/*'] });
    const stack = newStack();
    const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
    const group = cluster.addInstances('Main', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 });
    group.autoScalingGroup.addToRolePolicy(statement);
    const withPolicy = dependencyGraph(Template.fromStack(stack).toJSON());
    expect(withPolicy.outOfOrder(idOf(withPolicy, 'AWS::IAM::Policy', /Main/), GROUP)).toEqual([]);
  });

  test('is deleted before the routes of its subnets, so that agents stay connected', () => {
    const routes = graph.ofType('AWS::EC2::Route').filter(id => id.includes('Private'));
    expect(routes.length).toBeGreaterThan(1);
    for (const route of routes) { expect(graph.outOfOrder(route, GROUP)).toEqual([]); }
  });

  test('has the same order with a default strategy of the cluster', () => {
    const stack = newStack();
    const cluster = shopIn(stack);
    cluster.addDefaultCapacityProviderStrategy([{ capacityProvider: cluster.capacityProviderNames[2], weight: 1 }]);
    expect(dependencyGraph(Template.fromStack(stack).toJSON()).outOfOrder(CLUSTER, GROUP, DELETION, PROVIDER, ASSOCIATION, SERVICE)).toEqual([]);
  });

  test('has the same order without the force deletion', () => {
    const template = templateOf({ group: { forceDelete: false } });
    template.resourceCountIs(DELETION, 0);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    expect(dependencyGraph(template.toJSON()).outOfOrder(CLUSTER, GROUP, PROVIDER, ASSOCIATION, SERVICE)).toEqual([]);
  });

  test('in another stack than the service is deployed before the service, and deleted after it', () => {
    const app = new App();
    const clusterStack = new Stack(app, 'ClusterStack');
    const cluster = new EcsCluster(clusterStack, 'Cluster', { vpc: new ec2.Vpc(clusterStack, 'Vpc') });
    const group = cluster.addInstances('Main', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 });
    const serviceStack = new Stack(app, 'ServiceStack');
    new ContainerService(serviceStack, 'Api', { cluster, image: IMAGE, capacity: Capacity.instances(group) });
    expect(app.synth().getStackByName('ServiceStack').dependencies.map(({ id }) => id)).toContain('ClusterStack');
  });
});

describe('what refers to the Auto Scaling group is deleted before the force deletion', () => {
  const graph = graphOf({
    group: { image: InstanceImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022), warmPool: {}, instanceRefresh: {} },
    use: cluster => {
      const { autoScalingGroup } = cluster.node.findChild('Main') as InstanceGroup;
      autoScalingGroup.scaleOnSchedule('Morning', { schedule: autoscaling.Schedule.cron({ hour: '8', minute: '0' }), minCapacity: 1 });
      autoScalingGroup.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });
    },
  });
  const [group, deletion] = [GROUP, DELETION].map(type => graph.ofType(type)[0]);

  test.each(['WarmPool', 'LifecycleHook', 'ScheduledAction', 'ScalingPolicy'])('such as an %s', name => {
    expect(graph.outOfOrder(DELETION, `AWS::AutoScaling::${name}`)).toEqual([]);
  });

  test('and every other resource', () => {
    const later = graph.creationOrder().filter(id => id !== deletion && graph.waitsFor(id, group));
    expect(later).toContainEqual(expect.stringContaining('WarmPoolPolicy'));
    expect(later.filter(id => !graph.waitsFor(id, deletion))).toEqual([]);
  });
});

describe('a group is deleted before', () => {
  const graph = graphOf({
    use: cluster => {
      (cluster.node.findChild('Main') as InstanceGroup).connections.allowFrom(cluster.node.findChild('Main') as InstanceGroup, ec2.Port.tcp(9100));
      (cluster.vpc as ec2.Vpc).addInterfaceEndpoint('Ecs', { service: ec2.InterfaceVpcEndpointAwsService.ECS });
    },
  });

  test.each(['AWS::EC2::VPCEndpoint', 'AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SubnetRouteTableAssociation'])('each %s that its agents need', type => {
    const needed = graph.ofType(type).filter(id => !id.includes('PublicSubnet') && !id.startsWith('Api'));
    expect(needed.length).toBeGreaterThan(0);
    for (const id of needed) { expect(graph.outOfOrder(id, GROUP)).toEqual([]); }
  });
});

describe('a group that is retained', () => {
  const retain = (forceDelete: boolean) => {
    const app = new App();
    const cluster = shopIn(new Stack(app, 'Stack'), { group: { forceDelete } });
    (cluster.node.findChild('Main') as InstanceGroup).autoScalingGroup.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return () => app.synth();
  };

  test('is refused with the force deletion', () => {
    expect(retain(true)).toThrow("Auto Scaling group 'Stack/Cluster/Main/AutoScalingGroup/ASG' has DeletionPolicy Retain and UpdateReplacePolicy Retain, but it is deleted with its instances; set forceDelete: false in addInstances to keep it");
  });

  test('is accepted without the force deletion', () => { expect(retain(false)).not.toThrow(); });
});

describe('several groups', () => {
  const graph = graphOf({ groups: ['Main', 'Spare'] });

  test.each(['Main', 'Spare'])('have this order each: %s', name => {
    const [group, deletion, provider] = [GROUP, DELETION, PROVIDER].map(type => idOf(graph, type, new RegExp(name)));
    expect(graph.outOfOrder(CLUSTER, group, deletion, provider, ASSOCIATION, SERVICE)).toEqual([]);
  });

  test('share one function', () => { expect(graph.ofType('AWS::Lambda::Function')).toHaveLength(1); });

  test('of one cluster share the permissions for it', () => { expect(graph.ofType('AWS::IAM::Policy').filter(id => /ForceDeletePolicy/.test(id))).toHaveLength(1); });

  test('of a nested stack have their own function', () => {
    const stack = newStack();
    shopIn(stack);
    const nested = new NestedStack(stack, 'Nested');
    shopIn(nested);
    Template.fromStack(nested).resourceCountIs('AWS::Lambda::Function', 1);
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
  });
});

describe('the function that force-deletes groups', () => {
  const template = templateOf();
  const graph = dependencyGraph(template.toJSON());

  test('exists, with its log group and its permissions, until the last group is deleted', () => {
    const [role, policy] = ['AWS::IAM::Role', 'AWS::IAM::Policy'].map(type => idOf(graph, type, /^ForceDelete/));
    expect(graph.outOfOrder(idOf(graph, 'AWS::Logs::LogGroup', /^ForceDelete/), DELETION)).toEqual([]);
    expect(graph.outOfOrder(role, policy, 'AWS::Lambda::Function', DELETION)).toEqual([]);
  });

  test('gets the name of the group and the cluster', () => {
    template.hasResourceProperties(DELETION, {
      AutoScalingGroupName: { Ref: graph.ofType(GROUP)[0] },
      Cluster: { 'Fn::GetAtt': [graph.ofType(CLUSTER)[0], 'Arn'] },
    });
  });

  test('may delete groups of this stack only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{
          Action: 'autoscaling:DeleteAutoScalingGroup',
          Condition: { StringEquals: { 'aws:ResourceTag/aws:cloudformation:stack-id': { Ref: 'AWS::StackId' } } },
          Effect: 'Allow',
          Resource: '*',
        }]),
      },
    });
  });

  test('may deregister instances of the cluster only', () => {
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{
          Action: ['ecs:ListContainerInstances', 'ecs:DeregisterContainerInstance'],
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': [graph.ofType(CLUSTER)[0], 'Arn'] },
        }]),
      },
    });
  });

  test('has a log group that is deleted with the stack', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 90, KmsKeyId: Match.absent() },
      DeletionPolicy: 'Delete',
    });
  });

  test('is waited for as long as two of its calls take', () => {
    const { Timeout } = Object.values(template.findResources('AWS::Lambda::Function'))[0].Properties as { Timeout: number };
    const { ServiceTimeout } = Object.values(template.findResources(DELETION))[0].Properties as { ServiceTimeout: string };
    expect(Number(ServiceTimeout)).toBeGreaterThan(2 * Timeout);
    expect(Number(ServiceTimeout)).toBeLessThanOrEqual(3600);
  });
});

describe('the groups of several clusters', () => {
  const standard = (stack: Stack) => new EcsCluster(stack, 'Standard', { vpc: new ec2.Vpc(stack, 'VpcOfStandard') });
  const regulated = (stack: Stack) => new EcsCluster(stack, 'Regulated', { vpc: new ec2.Vpc(stack, 'VpcOfRegulated'), profile: Profile.regulated() });
  const second = (stack: Stack) => new EcsCluster(stack, 'Second', { vpc: new ec2.Vpc(stack, 'VpcOfSecond') });
  const templateWith = (...clusters: ((stack: Stack) => EcsCluster)[]) => {
    const stack = newStack();
    for (const make of clusters) { make(stack).addInstances('Main', { instanceTypes: [new ec2.InstanceType('m7i.large')], maxInstances: 4 }); }
    return Template.fromStack(stack);
  };

  test('share one function, and each cluster has its own permissions, which exist until its group is deleted', () => {
    const clusters = dependencyGraph(templateWith(standard, second).toJSON());
    expect(clusters.ofType('AWS::Lambda::Function')).toHaveLength(1);
    for (const name of ['Standard', 'Second']) {
      const [policy, deletion] = [idOf(clusters, 'AWS::IAM::Policy', new RegExp(`^${name}ForceDeletePolicy`)), idOf(clusters, DELETION, new RegExp(`^${name}`))];
      expect(clusters.outOfOrder(policy, deletion)).toEqual([]);
    }
  });

  test('keep the other resources as they are when one cluster leaves the stack', () => {
    const ofFunction = (template: Template) => Object.entries(template.toJSON().Resources as object).filter(([id]) => id.startsWith('ForceDelete'));
    expect(ofFunction(templateWith(standard))).toEqual(ofFunction(templateWith(standard, second)));
  });

  test.each([['first', [regulated, standard]], ['last', [standard, regulated]]])('have a function for each profile: the regulated cluster is the %s', (_, clusters) => {
    const template = templateWith(...clusters);
    const found = dependencyGraph(template.toJSON());
    const logGroups = template.findResources('AWS::Logs::LogGroup');
    expect(found.ofType('AWS::Lambda::Function')).toHaveLength(2);
    expect(logGroups[idOf(found, 'AWS::Logs::LogGroup', /^ForceDeleteInstancesRegulated/)].Properties).toHaveProperty('KmsKeyId');
    expect(logGroups[idOf(found, 'AWS::Logs::LogGroup', /^ForceDeleteInstancesLogs/)].Properties).not.toHaveProperty('KmsKeyId');
    expect(found.ofType('AWS::IAM::ManagedPolicy').filter(id => id.includes('ForceDelete'))).toHaveLength(2);
    for (const [name, id] of [['Regulated', /^ForceDeleteInstancesRegulated/], ['Standard', /^ForceDeleteInstancesFunction/]] as const) {
      const deletion = template.findResources(DELETION)[idOf(found, DELETION, new RegExp(`^${name}`))].Properties as object;
      expect(deletion).toMatchObject({ ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(id), 'Arn'] } });
    }
  });
});

describe('in the regulated profile', () => {
  const template = templateOf({ cluster: { profile: Profile.regulated() } });
  const graph = dependencyGraph(template.toJSON());

  test('the log group of the function is encrypted and retained', () => {
    const id = idOf(graph, 'AWS::Logs::LogGroup', /^ForceDelete/);
    expect(template.findResources('AWS::Logs::LogGroup')[id]).toMatchObject({
      Properties: { KmsKeyId: expect.anything() as object, RetentionInDays: 365 },
      DeletionPolicy: 'Retain',
    });
  });

  test('its permissions are managed policies, which exist until the last group is deleted', () => {
    expect(graph.outOfOrder(idOf(graph, 'AWS::IAM::ManagedPolicy', /^ForceDelete/), DELETION)).toEqual([]);
  });
});

describe('the validator', () => {
  const findings = (use: (cluster: EcsCluster) => void = () => {}) => {
    const app = new App();
    use(shopIn(new Stack(app, 'Stack')));
    return EcsValidator.findings(app).map(({ ruleId }) => ruleId);
  };

  test('reports nothing about a service on a group', () => { expect(findings()).toEqual([]); });

  test('still reports a provider that is not associated: the custom resource, which refers to the cluster, does not associate it', () => {
    expect(findings(cluster => { cluster.capacityProviderNames.pop(); })).toContain('provider-on-cluster');
  });
});

describe('cdk-nag finds nothing in the function', () => {
  test.each<[string, Partial<EcsClusterProps>, typeof ALL_PACKS]>([
    ['with the everyday packs', {}, EVERYDAY_PACKS],
    ['of the regulated profile with all packs', { profile: Profile.regulated() }, ALL_PACKS],
  ])('%s', (_, cluster, packs) => {
    const app = new App();
    shopIn(new Stack(app, 'Stack', { env: { account: '111122223333', region: 'eu-west-1' } }), { cluster });
    expect(nagFindings(app, packs).filter(finding => finding.includes('ForceDelete'))).toEqual([]);
  });
});
