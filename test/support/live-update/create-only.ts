/**
 * Properties that CloudFormation cannot update: another value creates a new resource, and deletes the old one last.
 *
 * `/` separates the names of nested properties.
 *
 * Read on 2026-11-29 in the Template Reference of each type ("Update requires: Replacement").
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-elasticloadbalancingv2-loadbalancer.html
 */
const CREATE_ONLY: ReadonlyMap<string, readonly string[]> = new Map([
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', ['Name', 'Scheme', 'Type']],
  ['AWS::ElasticLoadBalancingV2::Listener', ['LoadBalancerArn']],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', ['ListenerArn']],
  ['AWS::ElasticLoadBalancingV2::ListenerCertificate', ['Certificates', 'ListenerArn']],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', ['Name', 'Port', 'Protocol', 'ProtocolVersion', 'TargetType', 'VpcId']],
  ['AWS::Route53::RecordSet', ['HostedZoneId', 'Name', 'Type']],
  ['AWS::ECS::TaskDefinition', [
    'ContainerDefinitions', 'Cpu', 'EphemeralStorage', 'ExecutionRoleArn', 'Family', 'Memory', 'NetworkMode', 'PlacementConstraints', 'ProxyConfiguration',
    'RequiresCompatibilities', 'RuntimePlatform', 'TaskRoleArn', 'Volumes',
  ]],
  ['AWS::AutoScaling::AutoScalingGroup', ['AutoScalingGroupName', 'InstanceId']],
  ['AWS::ECS::CapacityProvider', ['AutoScalingGroupProvider/AutoScalingGroupArn', 'Name']],
  ['AWS::ECS::ClusterCapacityProviderAssociations', ['Cluster']],
  ['AWS::ECS::Service', ['Cluster', 'LaunchType', 'SchedulingStrategy', 'ServiceName']],
]);

/** The values of the properties of a resource that CloudFormation cannot update. A change of one of them replaces the resource. */
export function createOnlyValues(type: string, properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const valueAt = (path: string) => path.split('/').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], properties);
  return Object.fromEntries((CREATE_ONLY.get(type) ?? []).map(path => [path, valueAt(path)]));
}
