import * as iam from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcardArns } from '../../nag/acknowledgements';

/** Acknowledges for cdk-nag the permissions to run the tasks of a job. */
export function acknowledgeRunning(role: iam.Role, statements: readonly iam.PolicyStatement[]): void {
  const arns = new Set(statements.flatMap(({ resources }) => resources).filter(arn => arn.endsWith('*')));
  acknowledgeWildcardArns(role, [...arns], 'The revisions of one family, and the tasks of one cluster');
}
