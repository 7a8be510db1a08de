import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { connectionCheckProblems, connectionHealthCheck, TRAFFIC_PORT } from './nlb-health-check';
import { transportsOf, usesTls } from './nlb-protocol';
import { NlbTargetGroupOptions } from './nlb-target-group-options';
import { DEREGISTRATION_DELAY, TARGET_GROUP_SETTINGS } from '../../../facts/load-balancers';
import { TARGET_PROTOCOLS } from '../../../facts/network-load-balancers';
import { PORT_MAXIMUM } from '../../../facts/ports';
import { secondsProblem, wholeNumberProblem } from '../../checks';

const DEFAULT_PORT = 80;
/** The stickiness type: Elastic Load Balancing chooses the task by the address of the client. */
const SOURCE_IP = 'source_ip';

/** The VPC, protocol and target type of a target group. */
interface Targets {
  readonly vpc: ec2.IVpc;
  readonly protocol: elbv2.Protocol;
  readonly targetType?: elbv2.TargetType;
}

export function createNlbTargetGroup(scope: Construct, id: string, options: NlbTargetGroupOptions, targets: Targets): elbv2.NetworkTargetGroup {
  const targetGroup = new elbv2.NetworkTargetGroup(scope, id, {
    ...targets,
    port: options.targetGroupPort ?? DEFAULT_PORT,
    deregistrationDelay: options.deregistrationDelay ?? Duration.seconds(TARGET_GROUP_SETTINGS.deregistrationDelaySeconds),
    connectionTermination: options.connectionTermination ?? true,
    preserveClientIp: options.preserveClientIp,
    proxyProtocolV2: options.proxyProtocolV2,
    healthCheck: connectionHealthCheck(options.healthCheck),
  });
  if (options.sourceIpStickiness) {
    targetGroup.setAttribute('stickiness.enabled', 'true');
    targetGroup.setAttribute('stickiness.type', SOURCE_IP);
  }
  return targetGroup;
}

/** Why Elastic Load Balancing would refuse the target group behind a listener of this protocol, or its tasks could never become healthy. */
export function nlbTargetProblems(options: NlbTargetGroupOptions, protocol: elbv2.Protocol): string[] {
  const { targetProtocol, targetGroupPort, preserveClientIp, sourceIpStickiness, deregistrationDelay, healthCheck } = options;
  const allowed = TARGET_PROTOCOLS[protocol] ?? [];
  const isUdp = transportsOf(protocol).includes('udp');
  return [
    ...(targetProtocol !== undefined && !allowed.includes(targetProtocol)
      ? [`targetProtocol (${targetProtocol}) is not possible with protocol ${protocol}, which forwards to ${allowed.join(' or ')}`]
      : []),
    ...wholeNumberProblem('targetGroupPort', targetGroupPort, { min: 1, max: PORT_MAXIMUM }),
    ...(preserveClientIp === false && isUdp ? [`preserveClientIp (false) is not possible with protocol ${protocol}; remove it`] : []),
    ...(sourceIpStickiness && (usesTls(protocol) || usesTls(targetProtocol)) ? ['sourceIpStickiness (true) is not possible with TLS; remove it'] : []),
    ...secondsProblem('deregistrationDelay', deregistrationDelay, DEREGISTRATION_DELAY),
    ...(protocol === elbv2.Protocol.UDP && healthCheck?.port === undefined
      ? [`healthCheck.port is required with protocol ${protocol}: a TCP port that the tasks answer, or '${TRAFFIC_PORT}' if they answer TCP on the port of the traffic`]
      : []),
    ...connectionCheckProblems(healthCheck),
  ];
}
