import { Duration } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { DATA } from './state-scope';
import { SdkCallState } from '../../states/sdk-call-state';

/** The list of executions is eventually consistent. Two that start at the same time see each other after this pause. */
const PAUSE = Duration.seconds(10);
const MOST_RUNS = 100;
/** Many jobs start at the top of the hour, when Step Functions may refuse calls: about 8 minutes at most. */
const MOST_ATTEMPTS = 8;

/** Where the workflow goes. */
export interface OverlapRoutes {
  readonly run: sfn.IChainable;
  readonly failed: sfn.IChainable;
}

/** Lets the oldest running execution run, and ends the others. The list begins with the newest execution. */
export function skipOverlap(scope: Construct, { run, failed }: OverlapRoutes): sfn.IChainable {
  const list = new SdkCallState(scope, 'ListRuns', {
    call: 'sfn:listExecutions',
    parameters: { StateMachineArn: sfn.JsonPath.stateMachineId, StatusFilter: 'RUNNING', MaxResults: MOST_RUNS },
    maxAttempts: MOST_ATTEMPTS,
    // a separate policy has the permission, which contains the ARN of the state machine
    statements: [],
    resultPath: DATA.runs,
  });
  list.addCatch(sfn.Chain.start(failed), { resultPath: DATA.failure });
  const oldest = new sfn.Pass(scope, 'FindOldest', { parameters: { 'Oldest.$': `${DATA.runs}.Executions[-1:].ExecutionArn` }, resultPath: DATA.runs });
  const isFirst = new sfn.Choice(scope, 'IsOldest')
    .when(sfn.Condition.stringEqualsJsonPath(`${DATA.runs}.Oldest[0]`, '$$.Execution.Id'), run)
    .otherwise(new sfn.Succeed(scope, 'Skipped', { comment: 'An older run of the job is running' }));
  const isListed = new sfn.Choice(scope, 'AreRunsListed')
    .when(sfn.Condition.isPresent(`${DATA.runs}.Executions[0]`), oldest.next(isFirst))
    .otherwise(run);
  return new sfn.Wait(scope, 'WaitForList', { time: sfn.WaitTime.duration(PAUSE) }).next(list).next(isListed);
}
