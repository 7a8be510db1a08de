import { Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { acknowledge, ofRegulatedPacks } from '../../nag/acknowledgements';

/** Acknowledges for cdk-nag the permissions for the rules of a listener. */
export function acknowledgePermissions(policy: IConstruct, ruleArns: string): void {
  // cdk-nag cannot read an ARN with functions in it
  const wildcard = `AwsSolutions-IAM5${Token.isUnresolved(ruleArns) ? '' : `[Resource::${ruleArns}]`}`;
  acknowledge(policy, [wildcard], 'The ARN of a rule is not known before it exists, and the listener limits it');
  acknowledge(policy, ofRegulatedPacks('IAMNoInlinePolicy'), 'The role of the function belongs to AwsCustomResource, which gives it inline policies');
}
