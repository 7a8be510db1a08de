import { Validations } from 'aws-cdk-lib';
import * as codepipeline from 'aws-cdk-lib/aws-codepipeline';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { IConstruct } from 'constructs';

const MACHINE = '{"Ref":"ReindexAllStateMachineCF283F03"}';
const part = (index: number) => `{"Fn::Select":[${index},{"Fn::Split":[":",${MACHINE}]}]}`;

const OF_ARTIFACTS = [
  ...['Abort*', 'DeleteObject*', 'GetBucket*', 'GetObject*', 'List*'].map(action => `AwsSolutions-IAM5[Action::s3:${action}]`),
  'AwsSolutions-IAM5[Resource::<Artifacts82DD59A1.Arn>/*]',
];

/** Acknowledges for cdk-nag the permissions that constructs of the CDK write. */
export function acknowledgeExample(start: lambda.Function, pipeline: codepipeline.Pipeline): void {
  acknowledge(start, ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]'], 'The function writes its log');
  acknowledge(pipeline, OF_ARTIFACTS, 'The CDK confines the pipeline to its artifacts');
  acknowledge(pipeline, [`AwsSolutions-IAM5[Resource::arn:${part(1)}:states:${part(3)}:${part(4)}:execution:${part(6)}:*]`], 'The executions of one state machine');
}

/** `Validations.acknowledge` refuses ids with several `::`. */
function acknowledge(construct: IConstruct, ids: readonly string[], reason: string): void {
  for (const id of ids) { construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason }); }
}
