import { Stack, Token } from 'aws-cdk-lib';
import { AwsCustomResource } from 'aws-cdk-lib/custom-resources';
import { IConstruct } from 'constructs';
import { acknowledge, ofRegulatedPacks } from '../../nag/acknowledgements';
import { acknowledgeOutsideVpc, acknowledgeWaitedFor } from '../../nag/function-acknowledgements';

/** The id of the function that all `AwsCustomResource`s of a stack share. */
const PROVIDER_ID = `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replace(/-/g, '')}`;

const acknowledged = new WeakSet<IConstruct>();

/** Acknowledges for cdk-nag the permissions for the rules of a listener. */
export function acknowledgePermissions(policy: IConstruct, ruleArns: string): void {
  // cdk-nag cannot read an ARN with functions in it
  const wildcard = `AwsSolutions-IAM5${Token.isUnresolved(ruleArns) ? '' : `[Resource::${ruleArns}]`}`;
  acknowledge(policy, [wildcard], 'The ARN of a rule is not known before it exists, and the listener limits it');
  acknowledge(policy, ofRegulatedPacks('IAMNoInlinePolicy'), 'The role of the function belongs to AwsCustomResource, which gives it inline policies');
}

/** Acknowledges for cdk-nag the function that makes the calls of a rule. */
export function acknowledgeRuleFunction(rule: IConstruct): void {
  const provider = providerOf(rule);
  if (provider && !acknowledged.has(provider)) { acknowledgeProvider(provider); }
}

/** The function that makes the calls of all rules of the stack. */
export function providerOf(construct: IConstruct): IConstruct | undefined { return Stack.of(construct).node.tryFindChild(PROVIDER_ID); }

function acknowledgeProvider(provider: IConstruct): void {
  acknowledged.add(provider);
  acknowledgeWaitedFor(provider);
  acknowledgeOutsideVpc(provider, 'The function calls the API of Elastic Load Balancing only');
  acknowledge(provider, ofRegulatedPacks('CloudWatchLogGroupEncrypted'), 'The log has listeners and rules, and no data of clients');
  acknowledge(provider, ['Serverless-LambdaDefaultMemorySize'], 'The CDK chooses the memory of this function');
}
