import { Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { acknowledge, acknowledgeWildcardArns, ofRegulatedPacks } from '../../nag/acknowledgements';
import { acknowledgeOutsideVpc, acknowledgeWaitedFor } from '../../nag/function-acknowledgements';

const WAITER = 'waiter-state-machine';

/** Acknowledges for cdk-nag what the provider framework of the CDK decides. */
export function acknowledgeProvider(provider: Provider): void {
  const functions = provider.node.children.filter((each): each is lambda.Function => each instanceof lambda.Function);
  for (const each of functions) {
    acknowledgeWaitedFor(each);
    acknowledgeOutsideVpc(each, 'The function calls a function and a state machine of the stack, and answers CloudFormation');
    acknowledge(each, ['Serverless-LambdaDefaultMemorySize'], 'The CDK chooses the memory of this function');
  }
  const invoked = [...functions, provider.onEventHandler, provider.isCompleteHandler].filter(each => each !== undefined);
  const versions = invoked.map(({ functionArn }) => `${functionArn}:*`);
  acknowledgeWildcardArns(Stack.of(provider).node.findChild(provider.node.scopes.at(-2)!.node.id), versions, 'The CDK allows all versions of a function of this construct');
  const waiter = provider.node.findChild(WAITER);
  acknowledge(waiter, ['AwsSolutions-SF1', 'AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineAllLogsToCloudWatch', 'Serverless-StepFunctionStateMachineXray'],
    'The state machine of the CDK repeats the call of one function, whose result is in the log of the function');
  acknowledge(waiter, ofRegulatedPacks('IAMNoInlinePolicy'), 'The CDK creates this role, which is allowed to call two functions of the construct');
}
