import type { Application } from './application';
import { Call, callsOf } from './call';
import { CapacityStrategy } from './capacity-strategy';
import { Cluster } from './cluster';
import type { Launch } from './launch';
import { TargetGroup } from './load-balancing';
import { Node } from './node';
import type { Resource } from './resource';
import { ScalableTarget } from './scaling';
import { SecurityGroup } from './security-group';
import { Subnet } from './subnet';
import { TaskDefinition } from './task-definition';
import { Value } from './value';
import { Compute, COMPUTES } from '../../facts/compute';
import { SERVICE_DEFAULTS } from '../../facts/defaults';

/** A service, joined with everything it refers to. */
export class Service implements Launch {
  public readonly node: Node;
  private computeCache?: Value<Compute>;
  private attachmentCache?: readonly Attachment[];
  private strategyCache?: CapacityStrategy;

  public constructor(public readonly resource: Resource, public readonly application: Application) {
    this.node = resource.properties;
  }

  public get taskDefinition(): TaskDefinition | undefined {
    const found = this.application.resolve(this.node.get('TaskDefinition'), 'AWS::ECS::TaskDefinition', 'Family');
    return found && this.application.view(TaskDefinition, found);
  }

  public get cluster(): Cluster | undefined {
    const found = this.application.resolve(this.node.get('Cluster'), 'AWS::ECS::Cluster', 'ClusterName');
    return found && this.application.view(Cluster, found);
  }

  public get launchType(): Value<string> { return this.node.text('LaunchType'); }
  public get strategy(): CapacityStrategy { return this.strategyCache ??= new CapacityStrategy(this.node.get('CapacityProviderStrategy'), this.application); }
  public get controller(): Value<string> { return this.node.get('DeploymentController').text('Type').orDefault(SERVICE_DEFAULTS.controller); }
  public get schedulingStrategy(): Value<string> { return this.node.text('SchedulingStrategy').orDefault(SERVICE_DEFAULTS.schedulingStrategy); }
  public get platformVersion(): Value<string> { return this.node.text('PlatformVersion').orDefault(SERVICE_DEFAULTS.platformVersion); }
  public get enablesExec(): Value<boolean> { return this.node.flag('EnableExecuteCommand').orDefault(SERVICE_DEFAULTS.enableExecuteCommand); }
  public get deployment(): Node { return this.node.get('DeploymentConfiguration'); }
  public get deploymentStrategy(): Value<string> { return this.deployment.text('Strategy').orDefault(SERVICE_DEFAULTS.strategy); }
  public get minimumHealthyPercent(): Value<number> { return this.percent('MinimumHealthyPercent', SERVICE_DEFAULTS.minimumHealthyPercent); }
  public get maximumPercent(): Value<number> { return this.percent('MaximumPercent', SERVICE_DEFAULTS.maximumPercent); }

  /** Where its tasks run: its launch type, its strategy, or the default strategy of its cluster. */
  public get compute(): Value<Compute> { return this.computeCache ??= this.findCompute(); }

  /** The network mode of its tasks. What is not written is that of container instances, and only there. */
  public get networkMode(): Value<string> {
    const task = this.taskDefinition;
    if (!task) { return Value.deferred(); }
    return this.compute.isOneOf(['EC2', 'EXTERNAL']) ? task.networkMode : task.node.text('NetworkMode').orElse(Value.deferred());
  }

  /** How many tasks it runs; scaling changes it. */
  public get desiredCount(): Value<number> { return this.node.number('DesiredCount').orDefault(SERVICE_DEFAULTS.desiredCount); }

  /** Its places in target groups. */
  public get attachments(): readonly Attachment[] {
    return this.attachmentCache ??= this.node.list('LoadBalancers').map(node => new Attachment(node, this, this.application));
  }

  public get awsvpc(): Node { return this.node.get('NetworkConfiguration').get('AwsvpcConfiguration'); }
  public get assignPublicIp(): Value<string> { return this.awsvpc.text('AssignPublicIp').orDefault(SERVICE_DEFAULTS.assignPublicIp); }

  /** The subnets of its tasks; `undefined` when one of them is not in the app. */
  public get subnets(): readonly Subnet[] | undefined {
    const list = this.awsvpc.list('Subnets');
    const found = list.map(node => this.application.resolve(node, 'AWS::EC2::Subnet'));
    return list.isKnown && found.every(subnet => subnet !== undefined) ? found.map(subnet => this.application.view(Subnet, subnet)) : undefined;
  }

  /** The security groups of its tasks; `undefined` when one of them is not in the app. */
  public get securityGroups(): readonly SecurityGroup[] | undefined {
    return SecurityGroup.all(this.awsvpc.get('SecurityGroups'), this.application);
  }

  /** What its tasks call, and ECS on their behalf. */
  public get calls(): readonly Call[] { return callsOf(this); }

  /** What scales it. */
  public get scalableTargets(): readonly ScalableTarget[] {
    return this.application.pointingAt(this.resource, 'AWS::ApplicationAutoScaling::ScalableTarget', ScalableTarget.serviceOf)
      .map(resource => this.application.view(ScalableTarget, resource));
  }

  private percent(key: string, defaults: Readonly<Record<string, number>>): Value<number> {
    return this.deployment.number(key).orElse(this.schedulingStrategy.map(strategy => defaults[strategy]));
  }

  private findCompute(): Value<Compute> {
    const written = this.launchType.map(type => COMPUTES.find(compute => compute === type));
    return this.node.get('LaunchType').isSure ? written : written.orElse(this.computeOfProviders());
  }

  private computeOfProviders(): Value<Compute> {
    return this.strategy.node.isAbsent ? this.cluster?.defaultCompute ?? Value.deferred() : this.strategy.compute;
  }
}

/** One entry of a service's LoadBalancers, joined with its container and target group. */
export class Attachment {
  public constructor(public readonly node: Node, public readonly service: Service, private readonly application: Application) {}

  public get containerName(): Value<string> { return this.node.text('ContainerName'); }
  public get containerPort(): Value<number> { return this.node.number('ContainerPort'); }

  public get targetGroup(): TargetGroup | undefined { return this.group(this.node.get('TargetGroupArn')); }

  /** The second target group of a blue/green deployment. */
  public get alternateTargetGroup(): TargetGroup | undefined {
    return this.group(this.node.get('AdvancedConfiguration').get('AlternateTargetGroupArn'));
  }

  public get container() {
    const name = this.containerName.known;
    return name === undefined ? undefined : this.service.taskDefinition?.container(name);
  }

  public get portMapping() {
    const port = this.containerPort.known;
    return port === undefined ? undefined : this.container?.portMappings.find(mapping => mapping.containerPort.is(port));
  }

  private group(place: Node): TargetGroup | undefined {
    const found = this.application.resolve(place, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    return found && this.application.view(TargetGroup, found);
  }
}
