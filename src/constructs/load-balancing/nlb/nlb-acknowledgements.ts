import { IConstruct } from 'constructs';
import { acknowledge, ofRegulatedPacks } from '../../nag/acknowledgements';

/** cdk-nag requires access logs of every load balancer, and this one cannot write any. */
export function acknowledgeMissingLogs(loadBalancer: IConstruct): void {
  acknowledge(loadBalancer, ['AwsSolutions-ELB2', ...ofRegulatedPacks('ELBLoggingEnabled')], 'A Network Load Balancer writes access logs for TLS listeners only');
}

/** cdk-nag requires that TLS ends at every listener, and here it ends at the load balancer behind the listener. */
export function acknowledgeTlsBehind(listener: IConstruct): void {
  acknowledge(listener, ofRegulatedPacks('ELBv2ACMCertificateRequired'), 'TLS ends at the Application Load Balancer behind this listener');
}
