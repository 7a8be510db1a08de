import { forwardedTo, LiveResource, listOf } from './live-resource';

/** Why AWS refuses to create a resource, or to update it, beside those that exist. */
export function refusalOf(resource: LiveResource, resources: readonly LiveResource[]): string | undefined {
  const others = resources.filter(({ physicalId }) => physicalId !== resource.physicalId);
  return REFUSALS[resource.type]?.(resource, others);
}

/** Why AWS refuses to delete a resource. */
export function deletionRefusalOf({ type, properties }: LiveResource): string | undefined {
  const isProtected = type === 'AWS::ElasticLoadBalancingV2::LoadBalancer'
    && listOf(properties.LoadBalancerAttributes).some(({ Key, Value }) => Key === 'deletion_protection.enabled' && Value === 'true');
  return isProtected ? 'OperationNotPermitted: deletion protection is enabled' : undefined;
}

type Refusal = (resource: LiveResource, others: readonly LiveResource[]) => string | undefined;

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'AWS::ElasticLoadBalancingV2::Listener': (listener, others) => {
    const { LoadBalancerArn, Port } = listener.properties;
    const hasPort = others.some(({ type, properties }) => type === listener.type && properties.LoadBalancerArn === LoadBalancerArn && properties.Port === Port);
    return hasPort ? `DuplicateListener: port ${Port}` : secondLoadBalancer(forwardedTo(listener.properties.DefaultActions), String(LoadBalancerArn), others);
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': (rule, others) => {
    const { ListenerArn, Priority, Actions } = rule.properties;
    const isTaken = others.some(({ type, properties }) => type === rule.type && properties.ListenerArn === ListenerArn && properties.Priority === Priority);
    return isTaken ? `PriorityInUse: ${Priority}` : secondLoadBalancer(forwardedTo(Actions), loadBalancerOf(rule, others), others);
  },
  'AWS::Route53::RecordSet': (record, others) => {
    const { Name, Type } = record.properties;
    const exists = others.some(({ type, properties }) => type === record.type && properties.Name === Name && properties.Type === Type);
    return exists ? `InvalidChangeBatch: ${Name} ${Type} already exists` : undefined;
  },
  'AWS::ECS::Service': (service, others) => {
    const groups = listOf(service.properties.LoadBalancers).map(({ TargetGroupArn }) => String(TargetGroupArn));
    return groups.filter(group => !others.some(other => uses(other, group))).map(group => `InvalidParameter: ${group} has no load balancer`).at(0);
  },
};

/** One target group cannot be used with two load balancers. */
function secondLoadBalancer(groups: readonly string[], loadBalancer: string | undefined, others: readonly LiveResource[]): string | undefined {
  return groups
    .filter(group => others.some(other => uses(other, group) && loadBalancerOf(other, others) !== loadBalancer))
    .map(group => `TargetGroupAssociationLimit: ${group} has another load balancer`)
    .at(0);
}

function uses({ properties: { Actions, DefaultActions } }: LiveResource, group: string): boolean {
  return forwardedTo(Actions ?? DefaultActions).includes(group);
}

function loadBalancerOf({ properties: { LoadBalancerArn, ListenerArn } }: LiveResource, resources: readonly LiveResource[]): string | undefined {
  if (LoadBalancerArn !== undefined) { return String(LoadBalancerArn); }
  const listener = resources.find(({ physicalId }) => physicalId === ListenerArn);
  return listener && String(listener.properties.LoadBalancerArn);
}
