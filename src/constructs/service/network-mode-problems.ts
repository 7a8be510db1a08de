import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { ContainerServiceProps } from './container-service-props';
import { ExposureKind } from '../load-balancing/exposure-kind';
import { hasDynamicPorts } from '../network/host-port';

const WITH_SERVICE_CONNECT: readonly ecs.NetworkMode[] = [ecs.NetworkMode.AWS_VPC, ecs.NetworkMode.BRIDGE];

/**
 * Why a service cannot have these props in a network mode.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-concepts-deploy.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-discovery.html
 */
export function networkModeProblems({ serviceConnect, cloudMapOptions }: ContainerServiceProps, networkMode: ecs.NetworkMode): string[] {
  const { dnsRecordType } = cloudMapOptions ?? {};
  return [
    ...(serviceConnect && !WITH_SERVICE_CONNECT.includes(networkMode)
      ? [`serviceConnect does not support network mode ${networkMode}; use ${WITH_SERVICE_CONNECT.join(' or ')}, or remove serviceConnect`]
      : []),
    ...(networkMode !== ecs.NetworkMode.AWS_VPC && dnsRecordType !== undefined && dnsRecordType !== cloudmap.DnsRecordType.SRV
      ? [`cloudMapOptions: dnsRecordType (${dnsRecordType}) has no port, and in network mode ${networkMode} a task has a port of its instance; use cloudmap.DnsRecordType.SRV`]
      : []),
    ...(cloudMapOptions && networkMode === ecs.NetworkMode.NONE ? ['cloudMapOptions does not support network mode none; remove it'] : []),
  ];
}

/** Why an exposure cannot reach tasks on ports that Docker chooses. */
export function trafficProblems({ transports = [], checkPort }: ExposureKind, networkMode: ecs.NetworkMode): string[] {
  if (!hasDynamicPorts(networkMode)) { return []; }
  const instead = 'use ecs.NetworkMode.AWS_VPC or HOST';
  return [
    ...(transports.includes('udp')
      ? [`exposure: UDP does not work with network mode ${networkMode}, in which the TCP port of health checks and the UDP port of a task differ; ${instead}`]
      : []),
    ...(checkPort === undefined
      ? []
      : [`exposure: healthCheck.port (${checkPort}) is fixed, but in network mode ${networkMode} each task has another port of its instance; remove it, or ${instead}`]),
  ];
}
