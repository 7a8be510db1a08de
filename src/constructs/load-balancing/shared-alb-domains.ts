import { Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { hasIpv6, recordName, validationProblems, zoneProblems } from './domain';
import { addListenerCertificate } from './listener-certificate';
import { SharedAlbDomain, SharedAlbProps } from './shared-alb-props';
import { certificateProblems, Tls } from './tls';

/** The names of a shared load balancer, and its certificates. */
export class SharedAlbDomains {
  private readonly domains: readonly SharedAlbDomain[];
  private readonly certificates: readonly acm.ICertificate[];

  public constructor(private readonly props: SharedAlbProps) {
    this.domains = props.domains ?? [];
    this.certificates = props.certificates ?? [];
  }

  public get tls(): Tls {
    return {
      isSecure: this.certificates.length > 0 || this.domains.some(domain => domain.certificate !== undefined || this.needsCertificate(domain)),
      certificateProps: 'certificates, or domains with domainZone',
    };
  }

  /** The names of all certificates, as far as these are known to cover nothing else. */
  public get certificateNames(): readonly string[] | undefined {
    const isKnown = this.certificates.length === 0 && this.domains.every(domain => domain.certificate === undefined);
    return isKnown && this.tls.isSecure ? this.domains.map(({ domainName }) => domainName) : undefined;
  }

  public get recordedNames(): readonly string[] {
    return this.domains.filter(({ domainZone }) => domainZone !== undefined).map(({ domainName }) => domainName.toLowerCase());
  }

  public problems(scope: Construct): string[] {
    const names = this.domains.map(({ domainName }) => domainName);
    return [
      ...names.filter((name, index) => names.indexOf(name) !== index).map(name => `domains has '${name}' twice; remove one of them`),
      ...this.domains.flatMap(domain => this.domainProblems(scope, domain)),
      ...this.certificates.flatMap(each => certificateProblems(scope, 'certificates', each)),
    ];
  }

  /** The default certificate is created before the listener. */
  public defaultCertificate(scope: Construct): acm.ICertificate | undefined {
    const [first] = this.domains.filter(domain => domain.certificate !== undefined || this.needsCertificate(domain));
    return first ? this.certificateOf(scope, first) : this.certificates[0];
  }

  /** Adds the other certificates to the listener, and records the names. */
  public open(scope: Construct, listener: elbv2.IApplicationListener, loadBalancer: elbv2.ILoadBalancerV2, isDefault?: acm.ICertificate): void {
    for (const domain of this.domains) {
      const parent = this.scopeOf(scope, domain);
      const certificate = this.certificateOf(scope, domain);
      if (certificate && certificate !== isDefault) { addListenerCertificate(parent, 'ListenerCertificate', listener, certificate); }
      const { domainName, domainZone: zone } = domain;
      if (zone) { recordName(parent, { recordName: domainName, zone, loadBalancer, hasIpv6: hasIpv6(this.props) }); }
    }
    for (const certificate of this.certificates.filter(each => each !== isDefault)) {
      addListenerCertificate(scope, undefined, listener, certificate);
    }
  }

  private domainProblems(scope: Construct, { domainName, domainZone, certificate }: SharedAlbDomain): string[] {
    const isInsecure = this.props.insecureHttp === true;
    return [
      ...(domainZone ? zoneProblems('domainName', domainName, domainZone) : []),
      ...(certificate ? certificateProblems(scope, `domains: certificate of '${domainName}'`, certificate) : []),
      ...(domainZone && this.needsCertificate({ domainName, domainZone, certificate }) ? validationProblems(domainZone) : []),
      ...(!domainZone && !certificate && !isInsecure && this.certificates.length === 0
        ? [`domainName ('${domainName}') without a certificate needs domainZone, to validate a new one`]
        : []),
    ];
  }

  private needsCertificate({ domainZone, certificate }: SharedAlbDomain): boolean {
    return domainZone !== undefined && certificate === undefined && this.certificates.length === 0 && !this.props.insecureHttp;
  }

  private certificateOf(scope: Construct, domain: SharedAlbDomain): acm.ICertificate | undefined {
    if (!this.needsCertificate(domain)) { return domain.certificate; }
    const parent = this.scopeOf(scope, domain);
    const { domainName, domainZone } = domain;
    return parent.node.tryFindChild('Certificate') as acm.Certificate | undefined
      ?? new acm.Certificate(parent, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(domainZone) });
  }

  /** The name is the id, so that domains can be added and removed; one that is known at deployment only has its position. */
  private scopeOf(scope: Construct, domain: SharedAlbDomain): Construct {
    const id = Token.isUnresolved(domain.domainName) ? `Domain${this.domains.indexOf(domain) + 1}` : domain.domainName;
    return scope.node.tryFindChild(id) as Construct | undefined ?? new Construct(scope, id);
  }
}
