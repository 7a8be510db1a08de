import { App, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { validate } from '../../src/validation/engine/validate';
import type { RawTemplate } from '../../src/validation/model/evaluation/source';

export interface EcsPlace {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
}

export const ENVIRONMENTS = [
  ['in any account', undefined],
  ['in a known account', { account: '111122223333', region: 'eu-west-1' }],
] as const;

export const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/httpd:2.4');
export const LARGE = ec2.InstanceType.of(ec2.InstanceClass.M7I, ec2.InstanceSize.LARGE);

export function instances(
  stack: Stack, vpc: ec2.Vpc, id = 'Instances', machineImage: ec2.IMachineImage = ecs.EcsOptimizedImage.amazonLinux2023(),
): autoscaling.AutoScalingGroup {
  const launchTemplate = new ec2.LaunchTemplate(stack, `${id}Template`, {
    machineImage,
    instanceType: LARGE,
    userData: machineImage instanceof ecs.BottleRocketImage ? ec2.UserData.custom('') : ec2.UserData.forLinux(),
    securityGroup: new ec2.SecurityGroup(stack, `${id}Group`, { vpc }),
    role: new iam.Role(stack, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
  });
  return new autoscaling.AutoScalingGroup(stack, id, { vpc, launchTemplate, maxCapacity: 4 });
}

export function addProvider(stack: Stack, cluster: ecs.Cluster, autoScalingGroup: autoscaling.AutoScalingGroup): ecs.AsgCapacityProvider {
  const provider = new ecs.AsgCapacityProvider(stack, `${autoScalingGroup.node.id}Provider`, { autoScalingGroup });
  cluster.addAsgCapacityProvider(provider);
  return provider;
}

export function managedInstances(
  stack: Stack, vpc: ec2.Vpc, props: Partial<ecs.ManagedInstancesCapacityProviderProps> = {},
): ecs.ManagedInstancesCapacityProvider {
  return new ecs.ManagedInstancesCapacityProvider(stack, 'Provider', {
    subnets: vpc.privateSubnets, securityGroups: [new ec2.SecurityGroup(stack, 'ManagedGroup', { vpc })], ...props,
  });
}

export function addWeb(task: ecs.TaskDefinition, hostPort?: number): void {
  task.addContainer('web', {
    image: IMAGE, cpu: 256, memoryLimitMiB: 512, portMappings: [{ ...hostPort === undefined ? { name: 'http' } : {}, containerPort: hostPort ?? 80, hostPort }], logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web' }),
  });
}

export function taskOnInstances(stack: Stack, networkMode: ecs.NetworkMode, hostPort?: number): ecs.Ec2TaskDefinition {
  const task = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode });
  addWeb(task, hostPort);
  return task;
}

export function fargateTask(stack: Stack, id = 'Task'): ecs.FargateTaskDefinition {
  const task = new ecs.FargateTaskDefinition(stack, id, { cpu: 512, memoryLimitMiB: 1024 });
  addWeb(task);
  return task;
}

export function onProviders(
  stack: Stack, cluster: ecs.ICluster, taskDefinition: ecs.TaskDefinition, ...capacityProviderStrategies: ecs.CapacityProviderStrategy[]
): ecs.Ec2Service {
  return new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, capacityProviderStrategies, desiredCount: 2, minHealthyPercent: 50 });
}

export function onFargate(stack: Stack, cluster: ecs.ICluster, props: Partial<ecs.FargateServiceProps>, id = ''): ecs.FargateService {
  return new ecs.FargateService(stack, `${id}Service`, { cluster, taskDefinition: fargateTask(stack, `${id}Task`), desiredCount: 2, minHealthyPercent: 100, ...props });
}

/** The findings, with their locations. */
export function findings(env: { readonly account: string; readonly region: string } | undefined, build: (place: EcsPlace) => void): string[] {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
  const stack = new Stack(app, 'App', { env });
  build({ app, stack, vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) });
  app.node.findAll().filter(each => each instanceof ecs.BaseService).forEach(awaitAssociation);
  const sources = app.synth().stacks.map(({ templateFile, stackName, template }) => (
    { name: templateFile, stackName, template: template as RawTemplate, ...env }));
  return validate(sources).map(({ rule: { id }, severity, logicalId, path, message }) => `${severity} ${id} ${logicalId}.${path}: ${message}`);
}

/** The service of aws-ecs does not depend on the association of its capacity providers, which is a warning. */
function awaitAssociation(service: ecs.BaseService): void {
  if (service.cluster instanceof ecs.Cluster) { service.node.defaultChild!.node.addDependency(service.cluster); }
}
