import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IContainerService } from './container-service-interface';
import { serviceMetric } from './service-metric';
import { otherAccountProblems } from '../capacity/cluster-place';
import { grantExec } from '../capacity/grants/exec-grant';
import { refuse } from '../checks';
import { boundsOf, ScalingBounds } from '../scaling/scaling-bounds';
import { RequestTargets, ServiceScaling } from '../scaling/service-scaling';

/** The bounds of scaling, with the names of the CDK. */
export interface TaskCountBounds {
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** How a service scales, which differs between a service of this app and an imported one. */
export interface ScalableService {
  readonly requestTargets: RequestTargets;
  /** Throws when the service cannot scale within the bounds. */
  checkScaling(bounds: ScalingBounds): void;
  /** Why a deployment could not replace so many tasks. */
  rolloutProblems(counts: Required<ScalingBounds>): readonly string[];
  scalableTaskCount(bounds: TaskCountBounds): ecs.ScalableTaskCount;
}

/** The methods that a service of this app and an imported service have in common. */
export class ServiceOperations {
  private scaling?: ServiceScaling;

  public constructor(private readonly service: IContainerService, private readonly scalable: ScalableService) {}

  public get isScaled(): boolean { return this.scaling !== undefined; }

  public autoScale(bounds: ScalingBounds): ServiceScaling {
    const { service, scalable } = this;
    if (this.scaling) { throw new Error(`[${service.node.path}] autoScale was called before; use the ServiceScaling that it returned`); }
    scalable.checkScaling(bounds);
    const { minTasks: minCapacity, maxTasks: maxCapacity } = boundsOf(bounds);
    const taskCount = scalable.scalableTaskCount({ minCapacity, maxCapacity });
    const { requestTargets } = scalable;
    const rolloutProblems = (counts: Required<ScalingBounds>) => scalable.rolloutProblems(counts);
    this.scaling = ServiceScaling._of({ scope: service, taskCount, requestTargets, rolloutProblems }, bounds);
    return this.scaling;
  }

  public grantExec(grantee: iam.IGrantable): iam.Grant {
    this.checkGrantee('grantExec', grantee);
    return grantExec(this.service, this.service.cluster, grantee);
  }

  /** Throws for a grantee in another account, which ECS cannot allow. */
  public checkGrantee(method: string, grantee: iam.IGrantable): void {
    refuse(this.service, otherAccountProblems(method, 'service', this.service, this.service.cluster, grantee));
  }

  public metric(metricName: string, options: cloudwatch.MetricOptions | undefined, namespace?: string): cloudwatch.Metric {
    return serviceMetric(this.service.cluster, this.service.serviceName, metricName, options, namespace);
  }
}
