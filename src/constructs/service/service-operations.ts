import { Token } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnOnCluster, placeOf } from './cluster-place';
import { IContainerService } from './container-service-interface';
import { boundsOf, ScalingBounds } from '../scaling/scaling-bounds';
import { RequestTargets, ServiceScaling } from '../scaling/service-scaling';

/** How a service scales, which differs between one of this app and an imported one. */
export interface ScalableService {
  readonly requestTargets: RequestTargets;
  /** Throws when the service cannot scale within the bounds. */
  checkScaling(bounds: ScalingBounds): void;
  scalableTaskCount(props: { readonly minCapacity: number; readonly maxCapacity: number }): ecs.ScalableTaskCount;
}

/** What a service of this app and an imported one can do alike. */
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
    this.scaling = ServiceScaling._of({ scope: service, taskCount, requestTargets: scalable.requestTargets }, bounds);
    return this.scaling;
  }

  /** ECS Exec authorizes a session on the cluster and on the task, whose ARN does not contain the service. */
  public grantExec(grantee: iam.IGrantable): iam.Grant {
    const { cluster } = this.service;
    const tasks = arnOnCluster(this.service, cluster, 'task', '*');
    return iam.Grant.addToPrincipal({ grantee, actions: ['ecs:ExecuteCommand'], resourceArns: [cluster.clusterArn, tasks] })
      .combine(iam.Grant.addToPrincipal({ grantee, actions: ['ecs:DescribeTasks'], resourceArns: [tasks] }));
  }

  public metric(metricName: string, options: cloudwatch.MetricOptions | undefined, namespace = 'AWS/ECS'): cloudwatch.Metric {
    const { service } = this;
    const dimensionsMap = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
    const { account, region } = placeOf(service.cluster);
    return new cloudwatch.Metric({ namespace, metricName, dimensionsMap, account: known(account), region: known(region), ...options });
  }
}

function known(value: string): string | undefined { return Token.isUnresolved(value) ? undefined : value; }
