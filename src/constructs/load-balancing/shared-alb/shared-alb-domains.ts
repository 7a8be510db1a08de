import { Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { SharedAlbDomain, SharedAlbProps } from './shared-alb-props';
import { certificateNameProblems, isCovered } from './shared-front';
import { AlbWithListener } from '../alb/alb-plan';
import { hasIpv6, recordName, validationProblems, zoneProblems } from '../load-balancer/domain';
import { addListenerCertificate } from '../load-balancer/listener-certificate';
import { certificateProblems, Tls } from '../load-balancer/tls';

/** A domain with its certificate, if it has one, and the scope of what is created for it. */
interface CertifiedDomain extends SharedAlbDomain {
  readonly scope: Construct;
  /** All names that the certificate covers, if they are known. */
  readonly names?: readonly string[];
}

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

  /** The names that certificates are known to cover. */
  public get certificateNames(): readonly string[] {
    const certified = this.domains.filter(domain => domain.certificate !== undefined || this.needsCertificate(domain));
    return [...this.givenNames, ...certified.map(({ domainName }) => domainName)];
  }

  public get hasUnknownCertificates(): boolean { return this.certificates.length > 0 && this.props.certificateNames === undefined; }

  public get recordedNames(): readonly string[] {
    return this.domains.filter(({ domainZone }) => domainZone !== undefined).map(({ domainName }) => domainName.toLowerCase());
  }

  public problems(scope: Construct): string[] {
    const names = this.domains.map(({ domainName }) => domainName);
    return [
      ...names.filter((name, index) => names.indexOf(name) !== index).map(name => `domains has '${name}' twice; remove one of them`),
      ...this.domains.flatMap(domain => this.domainProblems(scope, domain)),
      ...this.nameProblems,
      ...this.certificates.flatMap(each => certificateProblems(scope, 'certificates', each)),
    ];
  }

  /** Creates the certificates, before the listener. The name is the construct id, so that domains can be added and removed. */
  public certify(scope: Construct): CertifiedDomain[] {
    return this.domains.map((domain, index) => {
      const { domainName, domainZone } = domain;
      const parent = new Construct(scope, Token.isUnresolved(domainName) ? `Domain${index + 1}` : domainName);
      if (!this.needsCertificate(domain)) { return { ...domain, scope: parent, names: this.props.certificateNames?.concat(domainName) }; }
      const validation = acm.CertificateValidation.fromDns(domainZone);
      return { ...domain, scope: parent, names: [domainName], certificate: new acm.Certificate(parent, 'Certificate', { domainName, validation }) };
    });
  }

  /** The default certificate, for clients that send another name. */
  public defaultCertificate(domains: readonly CertifiedDomain[]): acm.ICertificate | undefined {
    return domains.find(({ certificate }) => certificate !== undefined)?.certificate ?? this.certificates[0];
  }

  /**
   * Adds all certificates to the listener, and creates the DNS records. The default certificate is added too, so that the listener does not lose it
   * for a time when another certificate becomes the default.
   */
  public attach(scope: Construct, domains: readonly CertifiedDomain[], { listener, loadBalancer }: AlbWithListener): void {
    for (const { scope: parent, certificate, names, domainName, domainZone: zone } of domains) {
      if (certificate) { addListenerCertificate(parent, 'ListenerCertificate', listener, certificate, names); }
      if (zone) { recordName(parent, { recordName: domainName, zone, loadBalancer, hasIpv6: hasIpv6(this.props) }); }
    }
    for (const certificate of this.certificates) { addListenerCertificate(scope, undefined, listener, certificate, this.props.certificateNames); }
  }

  private domainProblems(scope: Construct, domain: SharedAlbDomain): string[] {
    const { domainName, domainZone, certificate } = domain;
    return [
      ...(domainZone ? zoneProblems('domainName', domainName, domainZone) : []),
      ...(certificate ? certificateProblems(scope, `domains: certificate of '${domainName}'`, certificate) : []),
      ...(domainZone && this.needsCertificate(domain) ? this.newCertificateProblems(domainName, domainZone) : []),
      ...(!domainZone && !certificate && !this.props.insecureHttp && !this.hasUnknownCertificates && !this.isGiven(domainName)
        ? [`domainName ('${domainName}') without a certificate needs domainZone, to validate a new one`]
        : []),
    ];
  }

  /**
   * `certificateNames` is required where given certificates may cover a domain: without a certificate browsers refuse it, and a new one cannot be
   * validated in every zone.
   */
  private newCertificateProblems(domainName: string, zone: route53.IHostedZone): string[] {
    return this.hasUnknownCertificates
      ? [`whether the given certificates cover domainName ('${domainName}') is unknown; set certificateNames to the names that they cover, such as ['*.example.com']. A domain that they do not cover gets a new certificate`]
      : validationProblems(zone, 'set the certificate of the domain, or certificateNames if one of certificates covers it');
  }

  private get nameProblems(): string[] {
    const { certificateNames } = this.props;
    const areGiven = this.certificates.length > 0 || this.domains.some(({ certificate }) => certificate !== undefined);
    return [
      ...(certificateNames && !areGiven ? ['certificateNames requires certificates, whose names they are; set certificates, or remove certificateNames'] : []),
      ...certificateNameProblems(this.givenNames),
    ];
  }

  private get givenNames(): readonly string[] { return this.props.certificateNames ?? []; }

  private isGiven(domainName: string): boolean { return isCovered(domainName, this.givenNames); }

  private needsCertificate({ domainName, domainZone, certificate }: SharedAlbDomain): boolean {
    return domainZone !== undefined && certificate === undefined && !this.isGiven(domainName) && !this.props.insecureHttp;
  }
}
