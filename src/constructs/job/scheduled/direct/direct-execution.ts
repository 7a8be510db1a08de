import { Aws, Duration, Lazy, Names, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { DESCRIPTION_LENGTHS } from '../../../../facts/descriptions';
import { TASK_EVENTS, TASK_ENDS } from '../../../../facts/task-events';
import { acknowledge } from '../../../nag/acknowledgements';
import { allowTopic } from '../../../observability/topic-access';
import { runTaskRequest, withSdkNames } from '../../run-task-request';
import { runStatements } from '../../run-task-statements';
import { acknowledgeRun } from '../../states/acknowledgements';
import { Job, JobExecutionKind, StartedJob } from '../job-execution-kind';

const { fromPath } = events.EventField;

/** EventBridge Scheduler starts the task. */
export class DirectExecution implements JobExecutionKind {
  public readonly factory = 'direct';

  public problems(): readonly string[] { return []; }

  public start(job: Job): StartedJob {
    const rule = failedTasks(job);
    return {
      target: { arn: job.cluster.clusterArn, ecsParameters: Lazy.any({ produce: () => parametersOf(job) }) as never },
      before: [rule],
      failures: options => new cloudwatch.Metric({
        namespace: 'AWS/Events',
        metricName: 'TriggeredRules',
        dimensionsMap: { RuleName: rule.ruleName },
        statistic: cloudwatch.Stats.SUM,
        period: Duration.minutes(5),
        ...options,
      }),
      allow: role => {
        for (const statement of runStatements(job.scope, job)) { role.addToPrincipalPolicy(statement); }
        acknowledgeRun(job.scope, job, role);
      },
    };
  }
}

/** The target of a schedule has the names of the SDK, and the ARN of a revision. */
function parametersOf({ scope, settings }: Job): unknown {
  const { Cluster, TaskDefinition, ...request } = runTaskRequest(settings());
  const { enableECSManagedTags, ...parameters } = withSdkNames(request) as Readonly<Record<string, unknown>>;
  return { ...parameters, enableEcsManagedTags: enableECSManagedTags, taskDefinitionArn: TaskDefinition, taskCount: 1, group: groupOf(scope) };
}

/**
 * A rule for tasks of the job that failed: their main container had another exit code than 0, or they stopped for another reason than the end of a container. Its events go to the
 * dead-letter queue and the topic.
 */
function failedTasks(job: Job): events.Rule {
  const { scope, cluster, container, deadLetterQueue, failureTopic } = job;
  const rule = new events.Rule(scope, 'FailedTasks', {
    description: `Failed tasks of ${scope.node.path}`.slice(0, DESCRIPTION_LENGTHS.rule),
    eventPattern: {
      source: [TASK_EVENTS.source],
      detailType: [TASK_EVENTS.detailType],
      detail: {
        [TASK_EVENTS.cluster]: [cluster.clusterArn],
        lastStatus: ['STOPPED'],
        group: [groupOf(scope)],
        $or: [
          { containers: { name: [container.containerName], exitCode: [{ 'anything-but': [0] }] } },
          { stopCode: [{ 'anything-but': [TASK_ENDS.containerExited] }] },
        ],
      },
    },
    targets: [new targets.SqsQueue(deadLetterQueue)],
  });
  if (failureTopic) {
    rule.addTarget(new targets.SnsTopic(failureTopic, { message: events.RuleTargetInput.fromObject(messageOf(job)) }));
    allowTopic(failureTopic, scope, new iam.ServicePrincipal('events.amazonaws.com'));
  }
  acknowledge(rule, ['Serverless-EventBusDLQ'], 'A lost event is a failed task without a message; EventBridge retries for a day');
  return rule;
}

/** The group of the tasks tells the tasks of a job from those of another job with the same task definition. It has at most 255 characters. */
function groupOf(scope: Job['scope']): string { return `job:${Names.uniqueResourceName(scope, { maxLength: LONGEST_GROUP, separator: '-' })}`; }

const LONGEST_GROUP = 250;

function messageOf({ scope, logGroup }: Job): Readonly<Record<string, unknown>> {
  return {
    job: scope.node.path,
    reason: fromPath('$.detail.stoppedReason'),
    stopCode: fromPath('$.detail.stopCode'),
    containers: fromPath('$.detail.containers'),
    task: fromPath('$.detail.taskArn'),
    ...(logGroup ? { logGroup: logGroup.logGroupName } : {}),
    region: Stack.of(scope).region === Aws.REGION ? fromPath('$.region') : Stack.of(scope).region,
  };
}
