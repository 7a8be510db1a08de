import { IConstruct } from 'constructs';
import { acknowledge, acknowledgeManagedPolicy, ofRegulatedPacks } from './acknowledgements';

const SERVICE_ROLE_ID = 'ServiceRole';

/** What cdk-nag reports about a function whose caller waits for it: a deployment, or a custom resource. */
export function acknowledgeWaitedFor(handler: IConstruct): void {
  const rules = ['LambdaConcurrency', 'LambdaDLQ'].flatMap(ofRegulatedPacks);
  acknowledge(handler, [...rules, 'Serverless-LambdaDLQ'], 'The caller waits for the answer, and calls rarely and one after the other');
  acknowledge(handler, ['Serverless-LambdaTracing'], 'A call has one request, whose result is in the log');
  const role = handler.node.tryFindChild(SERVICE_ROLE_ID);
  if (role) { acknowledgeManagedPolicy(role, 'service-role/AWSLambdaBasicExecutionRole', 'The policy of AWS that lets a function write its log'); }
}

/** A function that calls public addresses only. */
export function acknowledgeOutsideVpc(handler: IConstruct, reason: string): void {
  acknowledge(handler, ofRegulatedPacks('LambdaInsideVPC'), reason);
}

/** A function that has network interfaces in a VPC. */
export function acknowledgeInsideVpc(handler: IConstruct): void {
  const role = handler.node.tryFindChild(SERVICE_ROLE_ID);
  if (role) { acknowledgeManagedPolicy(role, 'service-role/AWSLambdaVPCAccessExecutionRole', 'The policy of AWS that lets a function have network interfaces'); }
}
