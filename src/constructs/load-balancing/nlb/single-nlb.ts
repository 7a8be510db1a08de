import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { EncryptedLogs, ExposureKind, Transport } from '../exposure-kind';
import { allowLogDelivery } from './log-delivery';
import { acknowledgeMissingLogs } from './nlb-acknowledgements';
import { NlbEndpoint } from './nlb-endpoint';
import { NlbExposureProps } from './nlb-exposure-props';
import { separateCheckPort } from './nlb-health-check';
import { NlbPlan } from './nlb-plan';
import { nlbListenerProblems } from './nlb-problems';
import { clientProtocol, targetProtocol, TLS_PORT, transportsOf, usesTls } from './nlb-protocol';
import { createNlbTargetGroup, nlbTargetProblems } from './nlb-target-group';
import { RegulatedNlb } from './regulated-nlb';
import { AlbDefaults } from '../../profile/alb-defaults';
import { withDefaults } from '../../profile/profile-data';
import { domainTargetProblems } from '../load-balancer/domain';
import { addListenerCertificate } from '../load-balancer/listener-certificate';
import { logProblems, writeLogs } from '../load-balancer/load-balancer-logs';
import { certificateOf, sslPolicyOf } from '../load-balancer/tls';
import { connectionTestProblems } from '../traffic-shift/shift-problems';
import { TestRoute } from '../traffic-shift/test-traffic';

/** A listener before it is created. */
interface NewListener {
  readonly id: string;
  readonly protocol: elbv2.Protocol;
  readonly port: number;
  readonly certificate?: acm.ICertificate;
  readonly targetGroup?: elbv2.NetworkTargetGroup;
}

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

  public get checkPort(): number | undefined { return separateCheckPort(this.props.healthCheck); }

  public get ownPorts(): readonly number[] { return [this.port]; }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { props, protocol, isPublic } = this;
    return [
      ...this.nlb.problems(vpc),
      ...nlbListenerProblems(scope, props, protocol, isPublic),
      ...(protocol === undefined ? [] : nlbTargetProblems(props, protocol)),
      ...(usesTls(protocol) ? logProblems(scope, props, true) : []),
      ...domainTargetProblems(props),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc): NlbEndpoint {
    const { props, port, transports, protocol = elbv2.Protocol.TCP } = this;
    const nlb = this.nlb.create(scope, vpc, { transports, port });
    const certificate = usesTls(protocol) ? certificateOf(scope, props) : undefined;
    const listener = this.listen(scope, nlb.loadBalancer, { id: 'PublicListener', protocol, port, certificate });
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
    const testListener = (testPort: number, testGroup: elbv2.NetworkTargetGroup) => {
      this.nlb.admitClients(nlb.loadBalancer, vpc, { transports, port: testPort });
      return this.listen(nlb.loadBalancer, nlb.loadBalancer, { id: 'TestListener', protocol, port: testPort, certificate, targetGroup: testGroup });
    };
    const parts = { vpc, listener, certificate, targetGroup, targetProtocol: behind, targets: props, transports, records, testListener };
    return new NlbEndpoint(scope, { ...nlb, ...parts });
  }

  public shiftProblems(test?: TestRoute): readonly string[] {
    return connectionTestProblems(test, this.ownPorts);
  }

  public regulated({ accessLogs, deletionProtection }: AlbDefaults, _logGroups: EncryptedLogs): ExposureKind {
    const isLogged = usesTls(this.protocol) ? accessLogs : undefined;
    const props = withDefaults(this.props, { accessLogs: isLogged, deletionProtection });
    return new RegulatedNlb(new SingleNlb(props, this.isPublic), props, this.protocol);
  }

  private get port(): number { return this.props.listenerPort ?? TLS_PORT; }

  private listen(scope: Construct, loadBalancer: elbv2.NetworkLoadBalancer, listener: NewListener): elbv2.NetworkListener {
    const { id, protocol, port, certificate, targetGroup } = listener;
    const { alpnPolicy, tcpIdleTimeout } = this.props;
    const added = loadBalancer.addListener(id, {
      protocol,
      port,
      alpnPolicy,
      tcpIdleTimeout,
      defaultTargetGroups: targetGroup && [targetGroup],
      sslPolicy: usesTls(protocol) ? sslPolicyOf(scope, this.props) : undefined,
      certificates: certificate && [elbv2.ListenerCertificate.fromCertificateManager(certificate)],
    });
    for (const each of this.props.additionalCertificates ?? []) { addListenerCertificate(scope, undefined, added, each); }
    return added;
  }
}
