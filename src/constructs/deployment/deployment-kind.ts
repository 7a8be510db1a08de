import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { ControlledService, Controls, DeploymentController } from './controller';
import { WatchedService } from './deployment-alarm';
import { Traffic } from './traffic';
import { EndpointKind, ExposureKind, TrafficTarget } from '../load-balancing/exposure-kind';
import { TestHeader } from '../load-balancing/traffic-shift/test-traffic';
import { RegulatedResources } from '../profile/regulated-resources';

/** The numbers of tasks that a service may have to run. */
export interface TaskCounts {
  readonly min: number;
  readonly max: number;
}

/** A service that was created. */
export interface LaunchedService extends WatchedService {
  readonly service: ecs.BaseService;
  readonly endpoint?: EndpointKind;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  /** Creates the resources of the regulated profile. */
  readonly regulated?: RegulatedResources;
}

/** The value inside a `Deployment`. */
export interface DeploymentKind {
  /** The deployment controller, if it is not ECS. */
  readonly controller?: DeploymentController;
  /** Why the service cannot scale by its requests. */
  readonly requestScalingProblem?: string;
  /** The header of test traffic, which Service Connect reads too. */
  readonly testHeader?: TestHeader;
  /** Why the props can never work for a service with this traffic. */
  problems(traffic: Traffic): readonly string[];
  /** Why a further exposure cannot be added. */
  exposureProblems(exposure: Pick<ExposureKind, 'shiftProblems'>): readonly string[];
  /** Why no task could be replaced while the service has one of these counts. */
  countProblems(counts: TaskCounts): readonly string[];
  settings(scope: Construct): DeploymentSettings;
  /** Creates the resources of the deployment controller, if it is not ECS. */
  control?(service: ControlledService): Controls;
  /** Creates the resources that deployments of the service need. */
  complete(service: LaunchedService): void;
  /** Connects a service with an endpoint, in the way that this deployment moves traffic to new tasks. */
  attach(service: ecs.BaseService, endpoint: EndpointKind, target: TrafficTarget): void;
}

/** The options of an L2 service that a deployment sets. */
export type DeploymentSettings = Pick<
  ecs.BaseServiceOptions,
  'deploymentController' | 'minHealthyPercent' | 'maxHealthyPercent' | 'circuitBreaker' | 'deploymentAlarms' | 'deploymentStrategy' | 'bakeTime' | 'linearConfiguration' | 'canaryConfiguration'
>;
