import { Annotations, Lazy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ExternalDeploymentProps } from './external-props';
import { ServiceTaskSets } from './service-task-sets';
import { TaskSetSettings } from './task-set-settings';
import { ControlledService, Controls, DeploymentController } from '../controller';

const SCALE = { unit: 'PERCENT', value: 100 };

/** A service with task sets, which an external controller creates and deletes. */
export class External implements DeploymentController {
  public readonly factory = 'external';
  public readonly scalingProblem = 'ECS does not scale services with an external controller; set desiredCount, or scaledElsewhere and let the controller set it';
  public readonly exposureProblem = 'a task set has one target group; use Deployment.rolling(), or a second service';
  public readonly redeployProblem = 'a service with an external controller has no ECS deployments; allow the controller to create task sets';

  public constructor(private readonly props: ExternalDeploymentProps) {}

  public problems(): readonly string[] { return []; }

  public control({ service, placement, hasGracePeriod }: ControlledService): Controls {
    const resource = service.node.defaultChild as ecs.CfnService;
    const settings = TaskSetSettings.moveFrom(resource, placement);
    // the L2 writes disabled alarms, a setting of the deployment controller ECS
    resource.addPropertyDeletionOverride('DeploymentConfiguration.Alarms');
    if (!hasGracePeriod) { resource.addPropertyDeletionOverride('HealthCheckGracePeriodSeconds'); }
    // with the controller as a prop, the L2 would omit network configuration and security groups
    resource.deploymentController = { type: ecs.DeploymentControllerType.EXTERNAL };
    Annotations.of(service).acknowledgeWarning('@aws-cdk/aws-ecs:shouldUseCircuitBreaker');
    const started = this.props.initialTaskSet ?? true ? createTaskSet(service, resource, settings) : undefined;
    return { taskSets: ServiceTaskSets._of(createInput(service, resource, settings)), started };
  }
}

/** The first task set, and the resource that makes it the primary one. */
function createTaskSet(service: ecs.BaseService, resource: ecs.CfnService, settings: TaskSetSettings): ecs.CfnPrimaryTaskSet {
  const owner = { cluster: service.cluster.clusterName, service: resource.ref };
  const taskSet = new ecs.CfnTaskSet(service, 'TaskSet', { ...owner, ...settings.forTaskSet, taskDefinition: service.taskDefinition.family, scale: SCALE });
  taskSet.node.addDependency(service.taskDefinition);
  return new ecs.CfnPrimaryTaskSet(service, 'PrimaryTaskSet', { ...owner, taskSetId: taskSet.attrId });
}

/** The cluster and the service by name, which works in every Region and account that the controller runs in. */
function createInput(service: ecs.BaseService, resource: ecs.CfnService, settings: TaskSetSettings): string {
  return Lazy.string({
    produce: () => Stack.of(service).toJsonString({
      cluster: service.cluster.clusterName,
      service: resource.attrName,
      taskDefinition: service.taskDefinition.taskDefinitionArn,
      ...settings.forApi,
      scale: SCALE,
    }),
  });
}
