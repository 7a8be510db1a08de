import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { EncryptedLogs, ExposureKind, Transport } from '../exposure-kind';
import { allowLogDelivery } from './log-delivery';
import { acknowledgeMissingLogs } from './nlb-acknowledgements';
import { NlbEndpoint } from './nlb-endpoint';
import { NlbExposureProps } from './nlb-exposure-props';
import { NlbPlan } from './nlb-plan';
import { nlbListenerProblems } from './nlb-problems';
import { clientProtocol, targetProtocol, TLS_PORT, transportsOf, usesTls } from './nlb-protocol';
import { createNlbTargetGroup, nlbTargetProblems } from './nlb-target-group';
import { RegulatedNlb } from './regulated-nlb';
import { AlbDefaults } from '../../profile/alb-defaults';
import { withDefaults } from '../../profile/profile-data';
import { domainTargetProblems } from '../load-balancer/domain';
import { logProblems, writeLogs } from '../load-balancer/load-balancer-logs';
import { certificateOf, sslPolicyOf } from '../load-balancer/tls';

/** A Network Load Balancer for one service. All ids are those of ecs-patterns, see docs/construct-ids.md. */
export class SingleNlb implements ExposureKind {
  public readonly hasTraffic = true;
  public readonly transports: readonly Transport[];
  private readonly protocol?: elbv2.Protocol;
  private readonly nlb: NlbPlan;

  public constructor(private readonly props: NlbExposureProps, private readonly isPublic: boolean) {
    this.protocol = clientProtocol(props, isPublic);
    this.transports = transportsOf(this.protocol);
    this.nlb = new NlbPlan(props, isPublic);
  }

  public get ownPorts(): readonly number[] { return [this.port]; }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { props, protocol, isPublic } = this;
    return [
      ...nlbListenerProblems(scope, props, protocol, isPublic),
      ...(protocol === undefined ? [] : nlbTargetProblems(props, protocol)),
      ...(usesTls(protocol) ? logProblems(scope, props, true) : []),
      ...domainTargetProblems(props),
      ...this.nlb.problems(vpc),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc): NlbEndpoint {
    const { props, port, transports, protocol = elbv2.Protocol.TCP } = this;
    const nlb = this.nlb.create(scope, vpc, { transports, port });
    const listener = this.listen(scope, nlb.loadBalancer, { protocol, port });
    const behind = targetProtocol(props, protocol);
    const targetGroup = createNlbTargetGroup(listener, `ECS${props.loadBalancerName ?? ''}Group`, props, { vpc, protocol: behind });
    listener.addTargetGroups('ECS', targetGroup);
    if (usesTls(protocol)) {
      writeLogs(scope, nlb.loadBalancer, props);
      allowLogDelivery(props.accessLogsBucket);
    } else {
      acknowledgeMissingLogs(nlb.loadBalancer);
    }
    const records = this.nlb.record(scope, nlb.loadBalancer, props);
    return new NlbEndpoint(scope, { ...nlb, vpc, listener, targetGroup, targetProtocol: behind, targets: props, transports, records });
  }

  public regulated({ accessLogs, deletionProtection }: AlbDefaults, _logGroups: EncryptedLogs): ExposureKind {
    const isLogged = usesTls(this.protocol) ? accessLogs : undefined;
    const props = withDefaults(this.props, { accessLogs: isLogged, deletionProtection });
    return new RegulatedNlb(new SingleNlb(props, this.isPublic), props, this.protocol);
  }

  private get port(): number { return this.props.listenerPort ?? TLS_PORT; }

  private listen(
    scope: Construct, loadBalancer: elbv2.NetworkLoadBalancer, { protocol, port }: { readonly protocol: elbv2.Protocol; readonly port: number },
  ): elbv2.NetworkListener {
    const { alpnPolicy, tcpIdleTimeout, additionalCertificates = [] } = this.props;
    const certificates = usesTls(protocol) ? [certificateOf(scope, this.props), ...additionalCertificates] : [];
    return loadBalancer.addListener('PublicListener', {
      protocol,
      port,
      alpnPolicy,
      tcpIdleTimeout,
      sslPolicy: usesTls(protocol) ? sslPolicyOf(scope, this.props) : undefined,
      certificates: certificates.map(certificate => elbv2.ListenerCertificate.fromCertificateManager(certificate)),
    });
  }
}
