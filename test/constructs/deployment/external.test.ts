import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Capacity, ContainerService, ContainerServiceProps, Deployment, EcsCluster, EcsValidator, Exposure, ServiceConnect } from '../../../src';
import { IMAGE, makeService, newStack, serviceTemplate } from '../../support/container-service';

const SERVICE = 'AWS::ECS::Service';
const TASK_SET = 'AWS::ECS::TaskSet';
const PRIMARY = 'AWS::ECS::PrimaryTaskSet';

const external = (rest: Partial<ContainerServiceProps> = {}) => ({ deployment: Deployment.external(), exposure: Exposure.internalAlb(), ...rest });

/** The value of `createInput` at deployment, with the names of the referenced resources. */
function inputOf(stack: Stack, service: ContainerService): Record<string, unknown> {
  const [, parts] = stack.resolve(service.taskSets!.createInput)['Fn::Join'] as [string, unknown[]];
  return JSON.parse(parts.map(part => typeof part === 'string' ? part : Object.values(part as object).flat().join('.')).join('')) as Record<string, unknown>;
}

describe('a service with an external controller', () => {
  const template = serviceTemplate(external());

  test('has only the properties that ECS accepts for such a service', () => {
    const [{ Properties }] = Object.values(template.findResources(SERVICE));
    expect(Properties).toEqual({
      Cluster: expect.anything(),
      DeploymentController: { Type: 'EXTERNAL' },
      DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200 },
      DesiredCount: 2,
      EnableECSManagedTags: true,
      PropagateTags: 'SERVICE',
    });
  });

  test('has a primary task set with network, capacity and target group, so that the service runs after deployment', () => {
    template.hasResourceProperties(TASK_SET, {
      Service: { Ref: Match.stringLikeRegexp('^ApiService') },
      Scale: { Unit: 'PERCENT', Value: 100 },
      CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
      LoadBalancers: [{ ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: Match.stringLikeRegexp('ECSGroup') } }],
      NetworkConfiguration: { AwsVpcConfiguration: { AssignPublicIp: 'DISABLED', SecurityGroups: [Match.anyValue()], Subnets: Match.anyValue() } },
    });
    template.hasResourceProperties(PRIMARY, { TaskSetId: { 'Fn::GetAtt': [Match.stringLikeRegexp('TaskSet'), 'Id'] } });
  });

  test('uses the family of the task definition, so that a new revision does not replace the task set', () => {
    template.hasResource(TASK_SET, { Properties: { TaskDefinition: Match.stringLikeRegexp('^StackApiTaskDef') }, DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiTaskDef[0-9A-F]{8}$')]) });
  });

  test('admits the load balancer', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 80, Description: 'Load balancer to target' });
  });
});

test('without an initial task set the controller creates all of them', () => {
  const template = serviceTemplate(external({ deployment: Deployment.external({ initialTaskSet: false }) }));
  template.resourceCountIs(TASK_SET, 0);
  template.resourceCountIs(PRIMARY, 0);
  template.hasResourceProperties(SERVICE, { LoadBalancers: Match.absent(), NetworkConfiguration: Match.absent() });
});

test('the input of CreateTaskSet contains all settings of a task set, with the revision of the stack', () => {
  const stack = newStack();
  const service = makeService(stack, external());
  expect(inputOf(stack, service)).toEqual({
    cluster: expect.stringMatching(/^Cluster/),
    service: expect.stringMatching(/^ApiService\w+\.Name$/),
    taskDefinition: expect.stringMatching(/^ApiTaskDef/),
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
    networkConfiguration: {
      awsvpcConfiguration: { assignPublicIp: 'DISABLED', subnets: [expect.anything(), expect.anything()], securityGroups: [expect.stringMatching(/SecurityGroup/)] },
    },
    loadBalancers: [{ containerName: 'web', containerPort: 80, targetGroupArn: expect.stringMatching(/ECSGroup/) }],
    scale: { unit: 'PERCENT', value: 100 },
  });
});

test('sets a launch type on the task set', () => {
  const stack = newStack();
  const service = makeService(stack, external({ capacity: Capacity.fargateLaunchType() }));
  expect(inputOf(stack, service)).toMatchObject({ launchType: 'FARGATE' });
  Template.fromStack(stack).hasResourceProperties(TASK_SET, { LaunchType: 'FARGATE', CapacityProviderStrategy: Match.absent() });
});

test('a service without a load balancer has task sets without one', () => {
  serviceTemplate(external({ exposure: Exposure.none() })).hasResourceProperties(TASK_SET, { LoadBalancers: Match.absent() });
});

test('the task set registers tasks in Cloud Map', () => {
  const stack = newStack();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
  const cloudMapNamespace = new servicediscovery.PrivateDnsNamespace(stack, 'Names', { name: 'shop', vpc: cluster.vpc });
  makeService(stack, external({ cluster, cloudMapOptions: { cloudMapNamespace } }));
  Template.fromStack(stack).hasResourceProperties(TASK_SET, { ServiceRegistries: [{ RegistryArn: Match.anyValue() }] });
});

test('sets a grace period on the service', () => {
  serviceTemplate(external({ healthCheckGracePeriod: Duration.seconds(90) })).hasResourceProperties(SERVICE, { HealthCheckGracePeriodSeconds: 90 });
});

test('a resource that starts after the service starts after its tasks', () => {
  const stack = newStack();
  const first = makeService(stack, external());
  new ContainerService(stack, 'Later', { cluster: first.cluster, image: IMAGE }).startAfter(first);
  Template.fromStack(stack).hasResource(SERVICE, {
    Properties: { TaskDefinition: { Ref: Match.stringLikeRegexp('^Later') } },
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ApiServicePrimaryTaskSet')]),
  });
});

test.each<[string, (service: ContainerService) => void, string]>([
  ['scaling', service => service.autoScale({ maxTasks: 4 }), 'Deployment.external: ECS does not scale services with an external controller; set desiredCount, or scaledElsewhere'],
  ['a second exposure', service => service.expose('Public', Exposure.internalAlb()), 'Deployment.external: a task set has one target group'],
  ['to grant a redeployment by ECS', service => service.grantRedeploy(service), 'Deployment.external: a service with an external controller has no ECS deployments'],
])('refuses %s', (_, use, message) => {
  expect(() => use(makeService(newStack(), external()))).toThrow(message);
});

test('refuses Service Connect, which task sets do not support', () => {
  expect(() => makeService(newStack(), external({ serviceConnect: ServiceConnect.client() }))).toThrow('serviceConnect requires deployments by ECS; use Deployment.rolling(), or remove serviceConnect or Deployment.external');
});

test('refuses a forced deployment at synthesis', () => {
  expect(() => serviceTemplate(external(), ({ service }) => service.forceNewDeployment('1'))).toThrow('Deployment.external: ECS accepts ForceNewDeployment only with the deployment controller ECS');
});

test('neither the CDK nor the validator reports anything', () => {
  const stack = newStack();
  makeService(stack, external());
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  expect(EcsValidator.findings(stack.node.root)).toEqual([]);
});
