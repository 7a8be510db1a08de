import { Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct, IConstruct } from 'constructs';
import { ISharedAlb } from './shared-alb-interface';
import { frontOf, isCovered, SharedFront } from './shared-front';
import { warnOfHostsWithoutCertificate } from './uncovered-hosts';
import { isKnownLater } from '../../checks';
import { isHostName } from '../alb/alb-url';
import { recordName, validationProblems, zoneProblems } from '../load-balancer/domain';
import { addListenerCertificate } from '../load-balancer/listener-certificate';
import { certificateProblems } from '../load-balancer/tls';

/** The names of a service behind a shared load balancer. */
export interface SharedAlbNames {
  readonly hosts?: string[];
  readonly domainZone?: route53.IHostedZone;
  readonly certificates?: acm.ICertificate[];
}

/** Route 53 supports a wildcard only as the complete first label. */
const RECORD_NAME = /^(?:\*\.)?[^*?]+$/;

/** The hosts of a service: their DNS records, and certificates for hosts that no certificate of the load balancer covers. */
export class SharedAlbHosts {
  private readonly front: SharedFront;
  private readonly hosts: readonly string[];
  /** A list that is known at deployment only has neither records nor a URL. */
  private readonly isList: boolean;

  public constructor(private readonly edge: ISharedAlb, private readonly names: SharedAlbNames) {
    this.front = frontOf(edge);
    this.isList = !Token.isUnresolved(names.hosts);
    this.hosts = this.isList ? names.hosts ?? [] : [];
  }

  /** The URL of the first host that is a name, or of the load balancer if the service has no hosts. */
  public get url(): string | undefined {
    const host = this.hosts.find(isHostName);
    if (host !== undefined) { return this.front.urlOf(host); }
    return this.isList && this.hosts.length === 0 ? this.edge.url : undefined;
  }

  public problems(scope: Construct): string[] {
    const { domainZone: zone, certificates = [] } = this.names;
    return [
      ...(zone ? this.recordProblems(zone) : []),
      ...(certificates.length > 0 && this.front.isSecure === false
        ? [`certificates require HTTPS, and '${this.edge.node.path}' uses HTTP; remove them, or use a load balancer with a certificate`]
        : []),
      ...certificates.flatMap(each => certificateProblems(scope, 'certificates', each)),
    ];
  }

  /** Creates certificates and records. The records wait for the certificates. */
  public open(scope: Construct): { readonly certificates: readonly Construct[]; readonly records: readonly Construct[] } {
    const { domainZone: zone } = this.names;
    const certificates = this.certify(scope);
    const records = zone ? this.hosts.flatMap((host, index) => this.record(scope, host, index, zone)) : [];
    for (const record of records) { record.node.addDependency(...certificates); }
    return { certificates, records };
  }

  /** Warns about hosts without a certificate, at a construct below the service, so that the CDK finds acknowledgements on the service. */
  public warnOfMissingCertificates(below: IConstruct): void {
    if (this.front.isSecure) { warnOfHostsWithoutCertificate(below, this.edge, this.hosts); }
  }

  private certify(scope: Construct): Construct[] {
    const { edge: { listener }, names: { certificates = [], domainZone } } = this;
    const given = certificates.map(each => addListenerCertificate(scope, undefined, listener, each));
    const [domainName, ...others] = this.uncovered;
    if (domainName === undefined) { return given; }
    const subjectAlternativeNames = others.length > 0 ? others : undefined;
    const validation = acm.CertificateValidation.fromDns(domainZone);
    const certificate = new acm.Certificate(scope, 'Certificate', { domainName, subjectAlternativeNames, validation });
    return [...given, addListenerCertificate(scope, 'ListenerCertificate', listener, certificate, [domainName, ...others])];
  }

  /** The hosts that need a new certificate. */
  private get uncovered(): readonly string[] {
    const { front: { isSecure, certificateNames }, names: { certificates = [], domainZone } } = this;
    if (!domainZone || !isSecure || certificates.length > 0) { return []; }
    return this.hosts.filter(host => !isCovered(host, certificateNames));
  }

  private record(scope: Construct, host: string, index: number, zone: route53.IHostedZone): Construct[] {
    const { edge: { loadBalancer }, front: { hasIpv6 } } = this;
    if (this.isRecorded(host)) { return []; }
    return recordName(index === 0 ? scope : new Construct(scope, hostId(host, index)), { recordName: host, zone, loadBalancer, hasIpv6 });
  }

  private isRecorded(host: string): boolean { return this.front.recordedNames.includes(host.toLowerCase()); }

  private recordProblems(zone: route53.IHostedZone): string[] {
    const { hosts, edge, front } = this;
    return [
      ...(hosts.length === 0 ? [`domainZone requires hosts, for their DNS records; set hosts${this.isList ? '' : ' as a list whose length is known'}`] : []),
      ...(front.isAliasTarget
        ? []
        : [`domainZone: records need loadBalancerDnsName and loadBalancerCanonicalHostedZoneId of '${edge.node.path}'; set them in SharedAlb.fromSharedAlbAttributes`]),
      ...hosts.filter(host => !isKnownLater(host) && !RECORD_NAME.test(host)).map(host =>
        `host '${host}' cannot be recorded in domainZone: in DNS a wildcard is the complete first label, such as *.example.com; remove domainZone, and create records of your own`),
      ...hosts.flatMap(host => zoneProblems('host', host, zone)),
      ...this.newCertificateProblems(zone),
    ];
  }

  private newCertificateProblems(zone: route53.IHostedZone): string[] {
    const { uncovered: [host], edge, front } = this;
    if (host === undefined) { return []; }
    return front.hasUnknownCertificates
      ? [`whether the certificates of '${edge.node.path}' cover host '${host}' is unknown; set certificateNames of the load balancer to the names that they cover, such as ['*.example.com']. A host that they do not cover gets a new certificate`]
      : validationProblems(zone, 'set certificates of the exposure, or certificateNames of the load balancer if it has a certificate that covers the host');
  }
}

/** The id of the scope of a record; a host that is known at deployment only has its position. */
function hostId(host: string, index: number): string { return isKnownLater(host) ? `Host${index + 1}` : host; }
