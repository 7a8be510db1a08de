import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { AlbEndpoint } from './alb-endpoint';
import { AlbExposureProps } from './alb-exposure-props';
import { EncryptedLogs, ExposureKind } from './exposure-kind';
import { usesTls } from './tls';
import { attachWebAcl, WebFirewall } from './web-firewall';
import { WEB_FIREWALL_LOG_PREFIX } from '../../facts/web-firewall';

/** An exposure with a load balancer of its own. */
interface OwnAlb extends ExposureKind {
  open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint;
}

/** A load balancer behind a firewall, that speaks TLS alone, keeps records and is not deleted by mistake. */
export class RegulatedAlb implements ExposureKind {
  public readonly hasTraffic = true;

  public constructor(private readonly alb: OwnAlb, private readonly props: AlbExposureProps, private readonly logs: EncryptedLogs) {}

  public problems(scope: Construct, vpc: ec2.IVpc): readonly string[] {
    const { accessLogs, accessLogsBucket } = this.props;
    return [
      ...(usesTls(this.props) ? [] : ['the regulated profile accepts TLS only; set certificate, or domainName and domainZone']),
      ...(accessLogs && !accessLogsBucket ? ['the regulated profile logs requests, give the accessLogsBucket that is replicated and watched as your rules want it, or set accessLogs to false'] : []),
      ...this.alb.problems(scope, vpc),
    ];
  }

  public open(scope: Construct, vpc: ec2.IVpc): AlbEndpoint {
    const endpoint = this.alb.open(scope, vpc);
    if (endpoint.loadBalancer && this.props.webAclArn === undefined) {
      const logGroup = this.logs.logGroup(scope, 'WebAclLogs', { namePrefix: WEB_FIREWALL_LOG_PREFIX });
      attachWebAcl(scope, endpoint.loadBalancer, new WebFirewall(scope, 'WebAcl', logGroup).webAclArn);
    }
    return endpoint;
  }

  public regulated(): ExposureKind {
    return this;
  }
}
