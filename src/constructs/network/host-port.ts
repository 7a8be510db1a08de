import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { EPHEMERAL_HOST_PORTS, PORT_MAXIMUM } from '../../facts/ports';

/** A port of a container. */
export interface ContainerPort {
  readonly containerName: string;
  readonly containerPort: number;
  readonly protocol?: ecs.Protocol;
}

/** Whether Docker chooses the port of the instance for each task. */
export function hasDynamicPorts(networkMode: ecs.NetworkMode): boolean {
  return networkMode === ecs.NetworkMode.BRIDGE || networkMode === ecs.NetworkMode.NAT;
}

/**
 * The port on which others connect to a container: its own, a fixed port of the instance, or all ports that Docker may choose. The range of Linux contains
 * that of Windows.
 */
export function connectionPort(task: ecs.TaskDefinition, { containerName, containerPort, protocol = ecs.Protocol.TCP }: ContainerPort): ec2.Port {
  const isUdp = protocol === ecs.Protocol.UDP;
  const mapping = task.findContainer(containerName)?.findPortMapping(containerPort, protocol);
  const hostPort = hasDynamicPorts(task.networkMode) ? mapping?.hostPort ?? 0 : containerPort;
  if (hostPort !== 0) { return isUdp ? ec2.Port.udp(hostPort) : ec2.Port.tcp(hostPort); }
  const range = [EPHEMERAL_HOST_PORTS.linux, PORT_MAXIMUM] as const;
  return isUdp ? ec2.Port.udpRange(...range) : ec2.Port.tcpRange(...range);
}
