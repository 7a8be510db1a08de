import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { ExistingListener } from './existing-listener';
import { EndpointKind, ExposureKind, ForwardedRequests } from '../exposure-kind';
import { TestRoute } from '../traffic-shift/test-traffic';

/** A rule on a listener that must use TLS, which is checked if the protocol of the listener is known. */
export class RegulatedListenerRule implements ExposureKind {
  public readonly hasTraffic = true;

  public constructor(private readonly rule: ExposureKind, private readonly existing: ExistingListener) {}

  public get requests(): ForwardedRequests | undefined { return this.rule.requests; }

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { protocol, listener } = this.existing;
    return [
      ...(protocol === elbv2.ApplicationProtocol.HTTP
        ? [`the regulated profile accepts TLS only, and listener '${listener.node.path}' uses HTTP; use a listener with a certificate`]
        : []),
      ...this.rule.problems(scope, vpc),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc): EndpointKind | undefined {
    return this.rule.open(scope, vpc);
  }

  public shiftProblems(test?: TestRoute): readonly string[] { return this.rule.shiftProblems(test); }

  public regulated(): ExposureKind {
    return this;
  }
}
