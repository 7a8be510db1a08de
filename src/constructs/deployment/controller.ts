import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct, IDependable } from 'constructs';
import { ServiceCodeDeploy } from './code-deploy/service-code-deploy';
import { ServiceTaskSets } from './external/service-task-sets';
import { Traffic } from './traffic';
import { EndpointKind, TrafficTarget } from '../load-balancing/exposure-kind';

/** Where the tasks of a service are placed. */
export interface TaskPlacement {
  readonly launchType?: ecs.LaunchType;
  readonly capacityProviderStrategy?: readonly ecs.CapacityProviderStrategy[];
  readonly platformVersion?: string;
}

/** A service with another deployment controller than ECS. */
export interface ControlledService {
  /** The construct of the service. */
  readonly scope: Construct;
  readonly service: ecs.BaseService;
  readonly endpoint?: EndpointKind;
  readonly target: TrafficTarget;
  readonly hasGracePeriod: boolean;
  /** The default strategy of the cluster may still change until synthesis. */
  placement(): TaskPlacement;
  /** A metric of the service in the namespace of ECS. */
  metric(metricName: string, options: cloudwatch.MetricOptions): cloudwatch.Metric;
}

/** The properties of the service that the controller provides. */
export interface Controls {
  readonly codeDeploy?: ServiceCodeDeploy;
  readonly taskSets?: ServiceTaskSets;
  /** Exists once the tasks have been started, if the service itself does not start them. */
  readonly started?: IDependable;
}

/** A deployment controller that replaces the tasks of a service instead of ECS. */
export interface DeploymentController {
  /** The factory of `Deployment`, for messages. */
  readonly factory: string;
  /** The controller in the props of the L2; without one, `control` sets it. */
  readonly type?: ecs.DeploymentController;
  /** Why the service cannot scale by its requests. */
  readonly requestScalingProblem?: string;
  /** Why the service cannot scale. */
  readonly scalingProblem?: string;
  /** Why the service cannot be exposed a second time. */
  readonly exposureProblem: string;
  /** Why a permission to update the service would deploy nothing. */
  readonly redeployProblem: string;
  /** Why the controller can never deploy a service with this traffic. */
  problems(traffic: Traffic): readonly string[];
  /** Creates the resources of the controller, after the service. */
  control(service: ControlledService): Controls;
}
