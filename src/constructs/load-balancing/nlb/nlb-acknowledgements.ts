import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The packs of cdk-nag that the regulated profile is held to. */
const REGULATED_PACKS = ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'];

/** Checks want access logs of every load balancer, and this one cannot write any. */
export function acknowledgeMissingLogs(loadBalancer: IConstruct): void {
  acknowledge(loadBalancer, ['AwsSolutions-ELB2', ...ofPacks('ELBLoggingEnabled')], 'A Network Load Balancer writes access logs for TLS listeners only');
}

/** Checks want TLS to end at every listener, and here it ends behind it. */
export function acknowledgeTlsBehind(listener: IConstruct): void {
  acknowledge(listener, ofPacks('ELBv2ACMCertificateRequired'), 'TLS ends at the Application Load Balancer behind this listener');
}

function ofPacks(rule: string): readonly string[] { return REGULATED_PACKS.map(pack => `${pack}-${rule}`); }

function acknowledge(construct: IConstruct, ids: readonly string[], reason: string): void {
  Validations.of(construct).acknowledge(...ids.map(id => ({ id, reason })));
}
