import { Stack } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { IContainerService } from './container-service-interface';
import { grantContinueByName } from './continue-grant';
import { grantRedeployByName } from './redeploy-grant';
import { ServiceOperations } from './service-operations';
import { Target } from './target';
import { arnOnCluster, otherPlaceProblems } from '../capacity/cluster-place';
import { isKnownLater, refuse } from '../checks';
import { boundsProblems, ScalingBounds } from '../scaling/scaling-bounds';
import { ServiceScaling } from '../scaling/service-scaling';

/**
 * The attributes of an existing service.
 */
export interface ContainerServiceAttributes {
  /**
   * The cluster of the service. The account and Region of the service are those in the ARN of the cluster; if the ARN is unknown, those of the
   * cluster construct.
   */
  readonly cluster: ecs.ICluster;

  /**
   * The name of the service.
   */
  readonly serviceName: string;

  /**
   * The ARN of the service. Services from before 2019 can have one without the name of the cluster.
   *
   * @default - derived from the account and Region of the cluster, and from both names
   */
  readonly serviceArn?: string;

  /**
   * The security groups of the tasks.
   *
   * @default - unknown: connections to and from the service have no effect
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The task role, which receives grants.
   *
   * @default - unknown: a grant to the service has no effect, and the CDK warns about it
   */
  readonly taskRole?: iam.IRole;

  /**
   * The port of the main container.
   *
   * @default - unknown
   */
  readonly containerPort?: number;
}

const SERVICE_LINKED_ROLE = 'AWSServiceRoleForApplicationAutoScaling_ECSService';

/** A service of another app, or one that the AWS console created. */
export class ImportedContainerService extends Construct implements IContainerService {
  public readonly cluster: ecs.ICluster;
  public readonly serviceName: string;
  public readonly serviceArn: string;
  public readonly connections: ec2.Connections;
  public readonly grantPrincipal: iam.IPrincipal;
  public readonly containerPort?: number;
  private readonly operations: ServiceOperations;

  public constructor(scope: Construct, id: string, attributes: ContainerServiceAttributes) {
    super(scope, id);
    const { cluster, serviceName, securityGroups, taskRole } = attributes;
    this.cluster = cluster;
    this.serviceName = serviceName;
    refuse(this, arnProblems(attributes));
    this.serviceArn = attributes.serviceArn ?? arnOnCluster(this, cluster, 'service', serviceName);
    this.connections = new ec2.Connections({ securityGroups });
    this.grantPrincipal = taskRole ?? new iam.UnknownPrincipal({ resource: this });
    this.containerPort = attributes.containerPort;
    this.operations = new ServiceOperations(this, {
      checkScaling: bounds => refuse(this, [...boundsProblems(bounds), ...otherPlaceProblems('autoScale', this, cluster)]),
      scalableTaskCount: bounds => this.scalableTaskCount(bounds),
      rolloutProblems: () => [],
      requestTargets: () => undefined,
    });
  }

  public autoScale(bounds: ScalingBounds): ServiceScaling { return this.operations.autoScale(bounds); }

  public connectTo(target: Target): void { target._allowFrom(this); }

  public grantExec(grantee: iam.IGrantable): iam.Grant { return this.operations.grantExec(grantee); }

  public grantRedeploy(grantee: iam.IGrantable): iam.Grant {
    this.operations.checkGrantee('grantRedeploy', grantee);
    return grantRedeployByName(this.serviceArn, grantee);
  }

  public grantContinueDeployment(grantee: iam.IGrantable): iam.Grant {
    this.operations.checkGrantee('grantContinueDeployment', grantee);
    return grantContinueByName(this, this.serviceName, grantee);
  }

  public metric(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.operations.metric(metricName, options); }

  public metricCpuUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric { return this.operations.metric('CPUUtilization', options); }

  public metricMemoryUtilization(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.operations.metric('MemoryUtilization', options);
  }

  public metricRunningTaskCount(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.operations.metric('RunningTaskCount', options, 'ECS/ContainerInsights');
  }

  private scalableTaskCount(props: { readonly minCapacity: number; readonly maxCapacity: number }): ecs.ScalableTaskCount {
    return new ecs.ScalableTaskCount(this, 'TaskCount', {
      ...props,
      serviceNamespace: appscaling.ServiceNamespace.ECS,
      resourceId: `service/${this.cluster.clusterName}/${this.serviceName}`,
      dimension: 'ecs:service:DesiredCount',
      role: iam.Role.fromRoleArn(this, 'ScalingRole', Stack.of(this).formatArn({
        service: 'iam', region: '', resource: 'role/aws-service-role/ecs.application-autoscaling.amazonaws.com', resourceName: SERVICE_LINKED_ROLE,
      })),
    });
  }
}

function arnProblems({ serviceArn, serviceName }: ContainerServiceAttributes): string[] {
  if (serviceArn === undefined || isKnownLater(serviceArn) || isKnownLater(serviceName) || serviceArn.endsWith(`/${serviceName}`)) { return []; }
  return [`serviceArn ('${serviceArn}') is not the ARN of serviceName ('${serviceName}')`];
}
