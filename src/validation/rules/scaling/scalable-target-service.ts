import { DEFAULT_CLUSTER } from '../../../facts/agent-settings';
import { Cluster, clusterNameAt } from '../../model/entities/cluster';
import { Service } from '../../model/entities/service';
import type { TaskRunnerIndex } from '../../model/entities/task-definition';
import { PartialString } from '../../model/evaluation/partial-string';
import type { Resource } from '../../model/evaluation/resource';
import { Value } from '../../model/evaluation/value';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { mayNameOne } from '../../model/index/unresolved-reference';
import { defineRule } from '../rule';

/** The random end of a name that CloudFormation generates. */
const GENERATED = /-[A-Za-z0-9]{8,}$/;

const OTHER_SERVICES = ['AWS::ECS::ExpressGatewayService', 'AWS::ECS::Daemon'];

export default defineRule({
  title: 'The service of a scalable target runs in the cluster that the target names',
  severity: 'error',
  outcome: 'refused',
  why: 'Application Auto Scaling looks for the service in the cluster that the resource id names, and reports "ECS service doesn\'t exist". A service without a cluster runs in the cluster with the name default.',
  fix: 'Use `autoScale()` of ContainerService or `autoScaleTaskCount()`. In CloudFormation: ResourceId !Sub service/${Cluster}/${Service.Name}, with the cluster of the service.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html',

  subject: 'scalableTarget',
  *check(target, application) {
    if (!target.isOfEcs || !target.idParts) { return; }
    const { service, node } = target;
    const [cluster, name] = [target.idParts.cluster, target.idParts.service].map(parts => PartialString.made(parts));
    const problem = service ? otherCluster(cluster, service, application) : noService(cluster, name, application);
    if (problem) { yield { location: node.at('ResourceId'), related: service ? [service.at('Cluster')] : [], ...problem }; }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'the default cluster': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/default/${Service.Name}' } } },
    'another cluster': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Another}/${Service.Name}' } }, Another: { Type: 'AWS::ECS::Cluster', Properties: {} } },
    'another literal name': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/shop/${Service.Name}' } }, Cluster: { ClusterName: 'web' } },
    'a service in the default cluster': { Service: { Cluster: undefined }, ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/web/${Service.Name}' } } },
    'a name of a service in another cluster': {
      ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/shop' } }, Service: { ServiceName: 'shop', Cluster: 'another' },
    },
    'a name that no service has': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/shp' } }, Service: { ServiceName: 'shop' } },
  },
  good: {
    'the name of the cluster': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/web/${Service.Name}' } }, Cluster: { ClusterName: 'web' } },
    'a cluster from a parameter': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${AParameter}/${Service.Name}' } } },
    'a name that CloudFormation generated': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/web-Cluster-1A2B3C4D5E6F/${Service.Name}' } } },
    'a service of a cluster from a parameter': { Service: { Cluster: { Ref: 'AParameter' } } },
    'a service in the default cluster': { Service: { Cluster: undefined }, ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/default/${Service.Name}' } } },
    'a name that a service from a parameter may have': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/shp' } }, Service: { ServiceName: { Ref: 'AParameter' } } },
    'a service of an unknown cluster': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/shp' } }, Service: { ServiceName: 'shp', Cluster: { Ref: 'AParameter' } } },
    'two clusters with the same name': {
      ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Another}/${Service.Name}' } },
      Cluster: { ClusterName: 'web' },
      Another: { Type: 'AWS::ECS::Cluster', Condition: 'Small', Properties: { ClusterName: 'web' } },
    },
    'two clusters with names from parameters': {
      ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Another}/${Service.Name}' } },
      Cluster: { ClusterName: { Ref: 'AParameter' } },
      Another: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: { Ref: 'AParameter' } } },
    },
    'a generated name of a service': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/web-Service-1A2B3C4D5E6F' } } },
    'an Express service': {
      scene: 'an Express service',
      change: {
        Target: {
          Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
          Properties: { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId: { 'Fn::Sub': 'service/${Cluster}/express' }, MinCapacity: 2, MaxCapacity: 4 },
        },
        Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} },
      },
    },
  },
});

/** Why the service certainly runs in another cluster. */
function otherCluster(named: PartialString, service: Resource, application: TaskRunnerIndex) {
  const place = service.properties.get('Cluster');
  const home = application.resolve(place, Cluster.TYPE, Cluster.NAME);
  const means = clusterIn(named);
  const wanted = means ? nameOf(means) : named.literal === undefined ? Value.deferred<string>() : Value.known(named.literal);
  const actual = home ? nameOf(home) : clusterNameAt(place, application).orDefault(DEFAULT_CLUSTER);
  if (means && means === home) { return undefined; }
  const message = `ResourceId names cluster ${means?.logicalId ?? named}, but service ${service.logicalId} runs in cluster ${home?.logicalId ?? actual}`;
  return differ(wanted, actual) ? { message } : undefined;
}

function clusterIn({ resources }: PartialString): Resource | undefined { return resources.find(({ type }) => type === Cluster.TYPE); }

/** The name of a cluster; absent if CloudFormation generates it. */
function nameOf({ properties }: Resource): Value<string> { return properties.text(Cluster.NAME); }

/** Whether the names of two clusters certainly differ. A generated name differs from another one, and from every text that does not look like one. */
function differ(one: Value<string>, other: Value<string>): boolean {
  if (one.isAbsent) { return other.isAbsent || other.satisfies(name => !GENERATED.test(name)); }
  return other.isAbsent ? differ(other, one) : one.satisfies(name => other.differs(name));
}

/** Why the cluster certainly has no service with the literal name. A script may create it between two deployments. */
function noService(cluster: PartialString, service: PartialString, application: TaskRunnerIndex) {
  const home = clusterIn(cluster);
  const name = service.literal;
  if (name === undefined || !home || GENERATED.test(name) || mayBeChangedOutside(home, application)) { return undefined; }
  const services = application.memo(servicesByCluster);
  const isPossible = [home, undefined].some(place => services.get(place)?.isAny || services.get(place)?.names.has(name));
  if (isPossible || OTHER_SERVICES.some(type => application.ofType(type).length > 0)) { return undefined; }
  return { severity: 'warning' as const, message: `ResourceId names service ${name} in cluster ${home.logicalId}, which has no service with this name` };
}

/** The names that services may have. */
interface Names {
  readonly names: Set<string>;
  /** Whether one of them may have any name. */
  isAny: boolean;
}

/** The names of the services in each cluster, and of those whose cluster may be any. */
function servicesByCluster(application: TaskRunnerIndex): ReadonlyMap<Resource | undefined, Names> {
  const found = new Map<Resource | undefined, Names>();
  for (const { properties } of application.ofType(Service.TYPE)) {
    const place = properties.get('Cluster');
    const cluster = application.resolve(place, Cluster.TYPE, Cluster.NAME);
    if (!cluster && !mayNameOne(place, Cluster.TYPE, application)) { continue; }
    const entry = found.get(cluster) ?? { names: new Set<string>(), isAny: false };
    const name = properties.text('ServiceName');
    name.possible.forEach(each => entry.names.add(each));
    entry.isAny ||= name.isDeferred;
    found.set(cluster, entry);
  }
  return found;
}
