/**
 * The actions of a caller that works with one cluster, by the resource that authorizes them. The ARN of a task, service or container instance contains
 * the name of its cluster. Where the resource does not, the condition key `ecs:cluster` confines the action. Neither exists for
 * `ecs:DescribeTaskDefinition`, `ecs:ListTaskDefinitions` and `ecs:ListClusters`, which apply to the account.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
export const READ_CLUSTER = {
  cluster: ['ecs:DescribeClusters', 'ecs:ListContainerInstances', 'ecs:ListAttributes'],
  containerInstance: ['ecs:DescribeContainerInstances'],
  service: ['ecs:DescribeServices', 'ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'],
  serviceDeployment: ['ecs:DescribeServiceDeployments'],
  serviceRevision: ['ecs:DescribeServiceRevisions'],
  task: ['ecs:DescribeTasks', 'ecs:GetTaskProtection'],
  taskSet: ['ecs:DescribeTaskSets'],
  /** Authorized by the condition key only. ListTasks names a container instance, but AWS shows it with the condition. */
  anyOfCluster: ['ecs:ListServices', 'ecs:ListTasks'],
} as const;

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html */
export const CLUSTER_CONDITION_KEY = 'ecs:cluster';

/** What finding tasks and reading how they ended needs. */
export const READ_TASKS = { task: ['ecs:DescribeTasks'], anyOfCluster: ['ecs:ListTasks'] } as const;

/** Starting a task names the task definition only. */
export const RUN_TASK = 'ecs:RunTask';

/**
 * What follows the family in the ARN of a policy that allows all revisions. ECS resolves a family without a revision before it authorizes the call, since a
 * change of 2024. The ARN of a family without a revision matches no call since then, and IAM Access Analyzer reports it as invalid.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 * @see https://github.com/aws/aws-cdk/issues/30390
 * @see https://github.com/aws/aws-cdk/pull/30788
 */
export const EVERY_REVISION = ':*';

export const STOP_TASK = 'ecs:StopTask';

/**
 * Tags of a task need permission for `ecs:TagResource`, unless tag authorization is disabled for the account. This condition allows tags when the task
 * is created, and no other change of tags.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
 */
export const TAG_ON_RUN = { action: 'ecs:TagResource', condition: { 'ecs:CreateAction': 'RunTask' } } as const;

/** ECS gets the roles of the task from its caller, and gives them to the tasks. */
export const PASS_ROLE = { action: 'iam:PassRole', condition: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } } as const;

/**
 * The actions with which the code of a task protects its task from scale-in and deployments, through the endpoint of the ECS agent and with the task role.
 *
 * Read on 2026-11-30.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
 */
export const PROTECT_TASK = ['ecs:GetTaskProtection', 'ecs:UpdateTaskProtection'] as const;
