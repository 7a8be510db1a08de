import { Cluster } from './cluster';
import { allOf } from './entity';
import { Listener } from './listener';
import { Service } from './service';
import { TargetGroup } from './target-group';
import { TaskRunnerIndex } from './task-definition';
import type { TaskRunner } from './task-runner';
import { SERVICE_DEFAULTS } from '../../../facts/defaults';
import { List, Node } from '../evaluation/node';
import type { Resource } from '../evaluation/resource';
import { grouped } from '../index/grouped';

/** A CodeDeploy deployment group for an ECS service. */
export class DeploymentGroup {
  public static allOf(application: TaskRunnerIndex): readonly DeploymentGroup[] {
    return application.ofType('AWS::CodeDeploy::DeploymentGroup').map(resource => new DeploymentGroup(resource, application)).filter(({ services }) => services.atLeast > 0);
  }

  /** The deployment groups that certainly deploy a service. */
  public static of({ resource, application }: TaskRunner): readonly DeploymentGroup[] {
    return application.memo(groupsByService).get(resource) ?? [];
  }

  public readonly node: Node;

  private constructor(resource: Resource, private readonly application: TaskRunnerIndex) {
    this.node = resource.properties;
  }

  public get services(): List { return this.node.list('ECSServices'); }

  /** The service of the app that it deploys. A service in another cluster may have the same name. */
  public get service(): Service | undefined {
    const [first] = this.services;
    const name = first.get('ServiceName');
    const found = this.application.resolve(name, Service.TYPE, 'ServiceName');
    const service = found && this.application.view(Service, found);
    return service && (this.isClusterOf(service, first.get('ClusterName')) ?? name.asAttribute) ? service : undefined;
  }

  /** A text that is equal for deployment groups of one service of the app. */
  public get serviceKey(): string | undefined {
    const { service } = this;
    return service && `${service.resource.template.name}#${service.resource.logicalId}`;
  }

  /** The target group in the template of the service, if it is in the app. */
  public get targetGroup(): TargetGroup | undefined { return this.service?.attachments.at(0)?.targetGroup; }

  public get codeDeployApplication(): Resource | undefined {
    return this.application.resolve(this.node.get('ApplicationName'), 'AWS::CodeDeploy::Application', 'ApplicationName');
  }

  public get configuration(): Resource | undefined {
    return this.application.resolve(this.node.get('DeploymentConfigName'), 'AWS::CodeDeploy::DeploymentConfig', 'DeploymentConfigName');
  }

  public get pairs(): List { return this.node.get('LoadBalancerInfo').list('TargetGroupPairInfoList'); }

  /** For each pair, its target groups in the app, starting with the target group of the service. */
  public get pairedGroups(): readonly (readonly TargetGroup[])[] {
    return this.pairs.sure.map(pair => {
      const found = pair.list('TargetGroups').sure.flatMap(each => this.targetGroupAt(each.get('Name')) ?? []);
      return [...found.filter(group => group === this.targetGroup), ...found.filter(group => group !== this.targetGroup)];
    });
  }

  /** The target group whose name is certainly at a place. */
  public targetGroupAt(place: Node): TargetGroup | undefined {
    const found = this.application.resolve(place, TargetGroup.TYPE, 'Name');
    return found && this.application.view(TargetGroup, found);
  }

  /** Whether a place names the cluster of a service; `undefined` if that is unknown. */
  private isClusterOf({ cluster, clusterName }: Service, place: Node): boolean | undefined {
    const named = this.application.resolve(place, Cluster.TYPE, Cluster.NAME);
    if (named && cluster) { return named === cluster.resource; }
    const [name, other] = [place.asText.known, clusterName.known];
    return name === undefined || other === undefined ? undefined : name === other;
  }
}

function groupsByService(application: TaskRunnerIndex): ReadonlyMap<Resource, readonly DeploymentGroup[]> {
  return grouped(DeploymentGroup.allOf(application), ({ service }) => service ? [service.resource] : []);
}

/** The listener that a traffic route names, if it is exactly one and in the app. */
export function listenerOfRoute(route: Node): Resource | undefined {
  const arns = route.list('ListenerArns');
  const [arn] = arns;
  const found = arns.isKnown && arns.length === 1 ? arn.asAttribute?.resource : undefined;
  return found?.type === Listener.TYPE ? found : undefined;
}

/** Whether a listener, or one of its rules, may forward to a target group. */
export function mayForward(listener: Resource, group: TargetGroup): boolean {
  return group.mayHaveOtherForwarders || group.listeners.some(({ node, resource }) => resource === listener || resource.type !== Listener.TYPE && (node.target('ListenerArn') ?? listener) === listener);
}

/** Whether CodeDeploy may have moved the traffic of a service from a target group to another, and the template was changed to match. */
export function mayHaveMoved(group: TargetGroup, { node, application }: TaskRunner): boolean {
  if (node.get('DeploymentController').text('Type').orDefault(SERVICE_DEFAULTS.controller).differs('CODE_DEPLOY')) { return false; }
  return allOf(TargetGroup, application).some(other => other !== group && !other.isUnused);
}
