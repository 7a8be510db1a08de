import * as iam from 'aws-cdk-lib/aws-iam';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { acknowledge } from '../../../nag/acknowledgements';
import { acknowledgeRunning } from '../running-acknowledgement';

/** Acknowledges for cdk-nag that the workflow has no trace, and in the standard profile no log. */
export function acknowledgeWorkflow(stateMachine: sfn.StateMachine, role: iam.Role, statements: readonly iam.PolicyStatement[]): void {
  acknowledge(stateMachine, ['AwsSolutions-SF1'], 'Step Functions keeps the history of a Standard workflow for 90 days; the regulated profile has a log');
  acknowledge(stateMachine, ['AwsSolutions-SF2', 'Serverless-StepFunctionStateMachineXray'], 'The workflow makes a few calls; its history shows their times');
  acknowledge(role, ['AwsSolutions-IAM5[Resource::*]'], 'ListTasks, which the condition ecs:cluster confines, and the delivery of logs, which has no ARN');
  acknowledge(role, ['AwsSolutions-IAM5[Action::kms:GenerateDataKey*]'], 'The key of the topic, with the actions that the CDK grants');
  acknowledgeRunning(role, statements);
}
