import { Lazy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { TaskPlacement } from '../controller';

type Network = ecs.CfnService.NetworkConfigurationProperty;

/** Properties of a service that ECS refuses with an external controller. */
const MOVED = ['TaskDefinition', 'LaunchType', 'LoadBalancers', 'ServiceRegistries', 'NetworkConfiguration', 'CapacityProviderStrategy', 'PlatformVersion'];

/** The settings that an L2 sets on the service, and that ECS requires on the task set instead. */
export class TaskSetSettings {
  /** Removes the settings from the service and returns them. */
  public static moveFrom(resource: ecs.CfnService, placement: () => TaskPlacement): TaskSetSettings {
    const settings = new TaskSetSettings(resource, placement);
    for (const key of MOVED) { resource.addPropertyDeletionOverride(key); }
    return settings;
  }

  private readonly stack: Stack;
  private readonly network: unknown;
  private readonly loadBalancers: unknown;
  private readonly serviceRegistries: unknown;

  private constructor(resource: ecs.CfnService, private readonly placement: () => TaskPlacement) {
    this.stack = Stack.of(resource);
    this.network = resource.networkConfiguration;
    this.loadBalancers = resource.loadBalancers;
    this.serviceRegistries = resource.serviceRegistries;
  }

  /** Rendered at synthesis: target groups, security groups and the strategy of the cluster may be added until then. */
  public get forTaskSet(): Partial<ecs.CfnTaskSetProps> {
    return {
      launchType: Lazy.string({ produce: () => this.placement().launchType }),
      platformVersion: Lazy.string({ produce: () => this.placement().platformVersion }),
      capacityProviderStrategy: Lazy.any({ produce: () => this.strategy }),
      networkConfiguration: Lazy.any({ produce: () => this.awsVpc && { awsVpcConfiguration: this.awsVpc } }),
      loadBalancers: Lazy.any({ produce: () => this.stack.resolve(this.loadBalancers) }, { omitEmptyArray: true }),
      serviceRegistries: Lazy.any({ produce: () => this.stack.resolve(this.serviceRegistries) }, { omitEmptyArray: true }),
    };
  }

  /** The same settings with the names of the ECS API. */
  public get forApi(): Record<string, unknown> {
    const { awsVpc } = this;
    const { launchType, platformVersion } = this.placement();
    const { loadBalancers, serviceRegistries } = this.stack.resolve({ loadBalancers: this.loadBalancers, serviceRegistries: this.serviceRegistries });
    return {
      launchType,
      platformVersion,
      capacityProviderStrategy: this.strategy,
      networkConfiguration: awsVpc && { awsvpcConfiguration: awsVpc },
      loadBalancers,
      serviceRegistries: serviceRegistries?.length ? serviceRegistries : undefined,
    };
  }

  private get strategy() {
    const { capacityProviderStrategy } = this.placement();
    return capacityProviderStrategy && [...capacityProviderStrategy];
  }

  private get awsVpc() {
    return (this.stack.resolve(this.network) as Network | undefined)?.awsvpcConfiguration;
  }
}
