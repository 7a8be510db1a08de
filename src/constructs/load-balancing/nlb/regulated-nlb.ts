import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { EndpointKind, ExposureKind, Transport } from '../exposure-kind';
import { NlbExposureProps } from './nlb-exposure-props';
import { usesTls } from './nlb-protocol';
import { TestRoute } from '../traffic-shift/test-traffic';

/** A Network Load Balancer that accepts TLS only, writes access logs and is protected from deletion. AWS WAF does not support it. */
export class RegulatedNlb implements ExposureKind {
  public readonly hasTraffic = true;

  public constructor(private readonly nlb: ExposureKind, private readonly props: NlbExposureProps, private readonly protocol?: elbv2.Protocol) {}

  public get transports(): readonly Transport[] | undefined { return this.nlb.transports; }

  public get checkPort(): number | undefined { return this.nlb.checkPort; }

  public get ownPorts(): readonly number[] | undefined { return this.nlb.ownPorts; }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { accessLogs, accessLogsBucket } = this.props;
    return [
      ...(usesTls(this.protocol) ? [] : ['the regulated profile accepts TLS only; set certificate, or domainName and domainZone']),
      ...(accessLogs && !accessLogsBucket ? ['the regulated profile enables access logs; set accessLogsBucket to a bucket that is replicated and monitored as your rules require, or set accessLogs to false'] : []),
      ...this.nlb.problems(scope, vpc),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind | undefined {
    return this.nlb.open(scope, vpc);
  }

  public shiftProblems(test?: TestRoute): readonly string[] { return this.nlb.shiftProblems(test); }

  public regulated(): ExposureKind {
    return this;
  }
}
