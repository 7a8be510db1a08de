import { NlbProps } from './nlb-props';

/** Why a load balancer cannot have these addresses. */
export function subnetMappingProblems({ createElasticIps, subnetMappings, loadBalancerSubnets }: NlbProps, isPublic: boolean): string[] {
  return [
    ...(createElasticIps && !isPublic ? ['createElasticIps (true) requires a public load balancer; for an internal one, set subnetMappings with private addresses'] : []),
    ...(createElasticIps && subnetMappings ? ['createElasticIps (true) and subnetMappings exclude each other; remove one of them'] : []),
    ...(subnetMappings && loadBalancerSubnets ? ['subnetMappings and loadBalancerSubnets exclude each other; remove one of them'] : []),
    ...(subnetMappings?.length === 0 ? ['subnetMappings is empty; add the subnets of the load balancer, or remove it'] : []),
    ...(subnetMappings ?? []).flatMap(({ subnet, allocationId, privateIpv4Address }) => [
      ...(isPublic && privateIpv4Address !== undefined
        ? [`subnetMappings: privateIpv4Address (${privateIpv4Address}) of subnet '${subnet.node.path}' requires an internal load balancer; use allocationId`]
        : []),
      ...(!isPublic && allocationId !== undefined
        ? [`subnetMappings: allocationId (${allocationId}) of subnet '${subnet.node.path}' requires a public load balancer; use privateIpv4Address`]
        : []),
    ]),
  ];
}
