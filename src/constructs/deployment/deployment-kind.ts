import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { DeploymentController } from './controller';
import { WatchedService } from './deployment-alarm';
import { EndpointKind, ExposureKind, TrafficTarget } from '../load-balancing/exposure-kind';

/** How many tasks a service may be asked to run. */
export interface TaskCounts {
  readonly min: number;
  readonly max: number;
}

/** What a deployment needs to know about the traffic of a service. */
export type Traffic = Pick<ExposureKind, 'hasTraffic' | 'transports' | 'ownPorts'>;

/** The value inside a `Deployment`. */
export interface DeploymentKind {
  /** What replaces the tasks, if that is not ECS. */
  readonly controller?: DeploymentController;
  /** Why the props can never work for a service with this exposure. */
  problems(exposure: Traffic): readonly string[];
  /** Why no task could be replaced while the service has one of these counts. */
  countProblems(counts: TaskCounts): readonly string[];
  settings(scope: Construct): DeploymentSettings;
  /** Creates what watches deployments of the service. */
  watch(service: WatchedService): void;
  /** Connects a service with an endpoint, the way this deployment moves traffic to new tasks. */
  attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void;
}

/** The options of an L2 service that a deployment decides. */
export type DeploymentSettings = Pick<
  ecs.BaseServiceOptions,
  'deploymentController' | 'minHealthyPercent' | 'maxHealthyPercent' | 'circuitBreaker' | 'deploymentAlarms' | 'deploymentStrategy' | 'bakeTime' | 'lifecycleHooks'
>;
