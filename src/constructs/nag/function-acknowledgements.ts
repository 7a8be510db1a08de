import { IConstruct } from 'constructs';
import { acknowledge, acknowledgeManagedPolicy, ofRegulatedPacks } from './acknowledgements';

const SERVICE_ROLE_ID = 'ServiceRole';

/** Acknowledges the findings about a function whose caller waits for it: a deployment, or a custom resource. */
export function acknowledgeWaitedFor(handler: IConstruct): void {
  const rules = ['LambdaConcurrency', 'LambdaDLQ'].flatMap(ofRegulatedPacks);
  acknowledge(handler, [...rules, 'Serverless-LambdaDLQ'], 'The caller waits for the response, and calls rarely and sequentially');
  acknowledge(handler, ['Serverless-LambdaTracing'], 'A call has one request, whose result is in the log');
  const role = handler.node.tryFindChild(SERVICE_ROLE_ID);
  if (role) { acknowledgeManagedPolicy(role, 'service-role/AWSLambdaBasicExecutionRole', 'The AWS managed policy that allows a function to write its log'); }
}

/** A function that calls public addresses only. */
export function acknowledgeOutsideVpc(handler: IConstruct, reason: string): void {
  acknowledge(handler, ofRegulatedPacks('LambdaInsideVPC'), reason);
}

/** A function that has network interfaces in a VPC. */
export function acknowledgeInsideVpc(handler: IConstruct): void {
  const role = handler.node.tryFindChild(SERVICE_ROLE_ID);
  if (role) { acknowledgeManagedPolicy(role, 'service-role/AWSLambdaVPCAccessExecutionRole', 'The AWS managed policy that allows a function to have network interfaces'); }
}
