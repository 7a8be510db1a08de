import { ArnFormat, CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { DeploymentTaskOptions } from './deployment-task-props';
import { DeploymentTaskProvider } from './deployment-task-provider';
import { STOP_TASK } from '../../../facts/cluster-access';
import { DEPLOYMENT_TASK } from '../../../facts/external-access';
import { arnOnCluster } from '../../capacity/cluster-place';
import { onCluster } from '../../capacity/grants/run-permissions';
import { acknowledge, acknowledgeWildcardArns } from '../../nag/acknowledgements';
import { ProfileData } from '../../profile/profile-data';
import { withSdkNames } from '../run-task-request';
import { runStatements, RunTarget } from '../run-task-statements';

/** CloudFormation waits longer than the task may take: an earlier task may have to stop first, and the task itself after its timeout. */
export const RESERVE = Duration.minutes(6);

/** Another provider needs another custom resource and another policy: CloudFormation refuses a new ServiceToken of an existing one. */
const ID = 'Run';
const REGULATED_ID = 'RunRegulated';

const DEFAULT_TIMEOUT = Duration.minutes(15);
const DEFAULT_LOG_LINES = 10;

export interface TaskRunProps extends RunTarget {
  readonly container: ecs.ContainerDefinition;
  /** The parameters of RunTask. They are read at synthesis. */
  readonly request: () => Readonly<Record<string, unknown>>;
  readonly options: DeploymentTaskOptions;
  readonly profile: ProfileData;
}

/** Where the log of the main container is. */
interface TaskLog {
  readonly region: string;
  readonly group: string;
  readonly prefix: string;
}

/** The custom resource that runs a task. The properties are texts, because CloudFormation passes numbers and booleans as texts. */
export function createTaskRun(scope: Construct, props: TaskRunProps): CustomResource {
  const { cluster, taskDefinition, container, request, options, profile } = props;
  const { timeout = DEFAULT_TIMEOUT, logLines = DEFAULT_LOG_LINES, triggers, runOnRollback = false } = options;
  const stack = Stack.of(scope);
  const provider = DeploymentTaskProvider.for(scope, profile);
  const id = profile.isRegulated ? REGULATED_ID : ID;
  const log = logLines > 0 ? logOf(container) : undefined;
  const ofLog = log ? [readLog(log, container)] : [];
  const policy = provider.allow(scope, `${id}Policy`, [...runStatements(scope, props), ...checkStatements(scope, cluster), ...ofLog]);
  acknowledgePermissions(policy);
  const resource = new CustomResource(scope, id, {
    serviceToken: provider.serviceToken,
    resourceType: DEPLOYMENT_TASK,
    serviceTimeout: timeout.plus(RESERVE),
    properties: {
      Request: Lazy.string({ produce: () => stack.toJsonString(withSdkNames(request())) }),
      Container: container.containerName,
      Essential: Lazy.list({ produce: () => essentialContainers(taskDefinition) }),
      Timeout: String(timeout.toSeconds()),
      Log: log && stack.toJsonString({ ...log, lines: logLines }),
      Triggers: triggers,
      RunOnRollback: runOnRollback ? 'true' : undefined,
    },
  });
  resource.node.addDependency(provider, policy, taskDefinition.taskRole);
  return resource;
}

function essentialContainers(taskDefinition: ecs.TaskDefinition): string[] {
  const containers = taskDefinition.node.children.filter((each): each is ecs.ContainerDefinition => each instanceof ecs.ContainerDefinition);
  return containers.filter(({ essential }) => essential).map(({ containerName }) => containerName);
}

function logOf({ logDriverConfig: { logDriver, options = {} } = { logDriver: '' } }: ecs.ContainerDefinition): TaskLog | undefined {
  const { 'awslogs-group': group, 'awslogs-region': region, 'awslogs-stream-prefix': prefix } = options;
  return logDriver === 'awslogs' && group && region && prefix ? { region, group, prefix } : undefined;
}

function checkStatements(scope: Construct, cluster: ecs.ICluster): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: ['ecs:DescribeTasks', STOP_TASK], resources: [arnOnCluster(scope, cluster, 'task', '*')] }),
    new iam.PolicyStatement({ actions: ['ecs:ListTasks'], resources: ['*'], conditions: onCluster(cluster) }),
  ];
}

function readLog({ region, group, prefix }: TaskLog, container: ecs.ContainerDefinition): iam.PolicyStatement {
  const resourceName = `${group}:log-stream:${prefix}/${container.containerName}/*`;
  const stream = Stack.of(container).formatArn({ service: 'logs', region, resource: 'log-group', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return new iam.PolicyStatement({ actions: ['logs:GetLogEvents'], resources: [stream] });
}

function acknowledgePermissions(policy: iam.ManagedPolicy): void {
  const { Statement: statements } = policy.document.toJSON() as { readonly Statement: readonly { readonly Resource: unknown }[] };
  const resources = [...new Set(statements.flatMap(({ Resource }) => Resource as string | string[]))];
  acknowledge(policy, ['AwsSolutions-IAM5[Resource::*]'], 'ListTasks has no resource; a condition limits it to the cluster');
  acknowledgeWildcardArns(policy, resources.filter(each => each !== '*' && each.includes('*')), 'The revision of the task definition, the id of the task and its log stream are known only when the task runs');
}
