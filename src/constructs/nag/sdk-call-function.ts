import { Stack } from 'aws-cdk-lib';
import { AwsCustomResource } from 'aws-cdk-lib/custom-resources';
import { IConstruct } from 'constructs';
import { acknowledge, ofRegulatedPacks } from './acknowledgements';
import { acknowledgeOutsideVpc, acknowledgeWaitedFor } from './function-acknowledgements';

/** The id of the function that all `AwsCustomResource`s of a stack share. */
const PROVIDER_ID = `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replace(/-/g, '')}`;

const acknowledged = new WeakSet<IConstruct>();

/** The function that makes the calls of all `AwsCustomResource`s of the stack. */
export function providerOf(construct: IConstruct): IConstruct | undefined { return Stack.of(construct).node.tryFindChild(PROVIDER_ID); }

/** Acknowledges for cdk-nag the function that makes the calls. */
export function acknowledgeCallFunction(construct: IConstruct): void {
  const provider = providerOf(construct);
  if (provider && !acknowledged.has(provider)) { acknowledgeProvider(provider); }
}

function acknowledgeProvider(provider: IConstruct): void {
  acknowledged.add(provider);
  acknowledgeWaitedFor(provider);
  acknowledgeOutsideVpc(provider, 'The function calls APIs of AWS only');
  acknowledge(provider, ofRegulatedPacks('CloudWatchLogGroupEncrypted'), 'The log has names and settings of resources, and no data of clients');
  acknowledge(provider, ['Serverless-LambdaDefaultMemorySize'], 'The CDK chooses the memory of this function');
}
