import { LiveResource, listOf, sharesOf } from './live-resource';
import { namesGroup, serviceRefusal } from './service-refusals';

/** The reason why AWS refuses to create or update a resource, given the existing resources. */
export function refusalOf(resource: LiveResource, resources: readonly LiveResource[]): string | undefined {
  const others = resources.filter(({ physicalId }) => physicalId !== resource.physicalId);
  return REFUSALS[resource.type]?.(resource, others, resources.find(each => !others.includes(each)));
}

/** The reason why AWS refuses to delete a resource. */
export function deletionRefusalOf({ type, properties, physicalId }: LiveResource, resources: readonly LiveResource[]): string | undefined {
  if (type === 'AWS::ElasticLoadBalancingV2::TargetGroup' && resources.some(each => namesGroup(each, physicalId))) {
    return 'ResourceInUse: a listener or a rule uses the target group';
  }
  const isProtected = type === 'AWS::ElasticLoadBalancingV2::LoadBalancer'
    && listOf(properties.LoadBalancerAttributes).some(({ Key, Value }) => Key === 'deletion_protection.enabled' && Value === 'true');
  return isProtected ? 'OperationNotPermitted: deletion protection is enabled' : undefined;
}

type Refusal = (resource: LiveResource, others: readonly LiveResource[], before?: LiveResource) => string | undefined;

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'AWS::ElasticLoadBalancingV2::Listener': (listener, others) => {
    const { Port } = listener.properties;
    return others.some(other => isAlike(listener, other, ['LoadBalancerArn', 'Port'])) ? `DuplicateListener: port ${Port}` : secondLoadBalancer(listener, others);
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': (rule, others) => {
    return others.some(other => isAlike(rule, other, ['ListenerArn', 'Priority'])) ? `PriorityInUse: ${rule.properties.Priority}` : secondLoadBalancer(rule, others);
  },
  'AWS::Route53::RecordSet': (record, others) => {
    const { Name, Type } = record.properties;
    return others.some(other => isAlike(record, other, ['Name', 'Type'])) ? `InvalidChangeBatch: ${Name} ${Type} already exists` : undefined;
  },
  'AWS::SSM::Parameter': (parameter, others) => {
    return others.some(other => isAlike(parameter, other, ['Name'])) ? `AlreadyExists: ${parameter.properties.Name}` : undefined;
  },
  'AWS::ECS::Service': serviceRefusal,
};

function isAlike(one: LiveResource, other: LiveResource, names: readonly string[]): boolean {
  return one.type === other.type && names.every(name => one.properties[name] === other.properties[name]);
}

/** One target group cannot be used with two load balancers. */
function secondLoadBalancer(resource: LiveResource, others: readonly LiveResource[]): string | undefined {
  const all = [resource, ...others];
  return sharesOf(resource.properties.Actions ?? resource.properties.DefaultActions)
    .filter(({ group }) => others.some(other => namesGroup(other, group) && loadBalancerOf(other, all) !== loadBalancerOf(resource, all)))
    .map(({ group }) => `TargetGroupAssociationLimit: ${group} has another load balancer`)
    .at(0);
}

function loadBalancerOf({ properties: { LoadBalancerArn, ListenerArn } }: LiveResource, resources: readonly LiveResource[]): string | undefined {
  if (LoadBalancerArn !== undefined) { return String(LoadBalancerArn); }
  const listener = resources.find(({ physicalId }) => physicalId === ListenerArn);
  return listener && String(listener.properties.LoadBalancerArn);
}
