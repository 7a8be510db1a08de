import { compactCode } from './compact-code';
import { MESSAGE_BYTES } from './failure-code';
import { FAILURES_THAT_PASS } from '../../../facts/run-task-errors';

/** How long a task may take to stop, and how long RunTask is tried again, in seconds. */
export const STOP_SECONDS = 180;
const RETRY_SECONDS = 240;

/**
 * The function that starts the task of a custom resource. The task group is the request, so that a repeated call finds the task that the first one
 * started; each attempt has its own client token, because ECS answers a repeated token with the first result. A task of an earlier request that still
 * runs, for example after a cancelled update, is stopped first. If it cannot be stopped and no task follows, an update succeeds, because it may be a
 * rollback.
 *
 * An update starts a task if what runs has changed, or if the last attempt has failed: what CloudFormation sends as old properties after it is not
 * documented. By default no task starts during a rollback: only the status of the stack shows that. New permissions take effect after some seconds, so
 * refusals are tried again.
 */
export const ON_EVENT_CODE = compactCode(`
const { createHash } = require('crypto');
const sdk = { ...require('@aws-sdk/client-ecs'), ...require('@aws-sdk/client-cloudformation') };

const ecs = new sdk.ECSClient({ maxAttempts: 10 });
const stacks = new sdk.CloudFormationClient({ maxAttempts: 10 });
const PASSING = /AccessDenied|not authorized|unable to assume|Throttl|Rate exceeded|ServerException|Unavailable/i;

const cut = text => Buffer.byteLength(JSON.stringify(text)) > ${MESSAGE_BYTES} ? cut(text.slice(0, -50)) : text.replace(/[\\ud800-\\udfff]/gu, '');
const pause = seconds => new Promise(resolve => setTimeout(resolve, seconds * 1000));

async function call(name, input, client = ecs, end = Date.now() + 60000) {
  try {
    return await client.send(new sdk[name + 'Command'](input));
  } catch (error) {
    if (!PASSING.test(error.name + error.message) || Date.now() > end) throw error;
    await pause(5);
    return call(name, input, client, end);
  }
}

async function find(cluster, startedBy) {
  const { taskArns } = await call('ListTasks', { cluster, startedBy });
  return taskArns.length > 0 ? (await call('DescribeTasks', { cluster, tasks: taskArns })).tasks ?? [] : [];
}

async function stopEarlier(cluster, startedBy, id) {
  const tasks = (await find(cluster, startedBy)).filter(({ group }) => group !== id).map(({ taskArn }) => taskArn);
  for (const task of tasks) await call('StopTask', { cluster, task, reason: 'CloudFormation no longer waits for the task' });
  for (const end = Date.now() + ${STOP_SECONDS}000; tasks.length > 0; await pause(5)) {
    if ((await call('DescribeTasks', { cluster, tasks })).tasks.every(({ lastStatus }) => lastStatus === 'STOPPED')) return;
    if (Date.now() > end) throw Object.assign(Error('the earlier task ' + tasks.join() + ' does not stop'), { name: 'Late' });
  }
}

async function hasFailed(StackName, id, token) {
  const { StackEvents, NextToken } = await call('DescribeStackEvents', { StackName, NextToken: token }, stacks);
  const last = StackEvents.find(each => each.LogicalResourceId === id && !each.ResourceStatus.endsWith('PROGRESS'));
  return last ? last.ResourceStatus.endsWith('FAILED') : !!NextToken && hasFailed(StackName, id, NextToken);
}

async function mustRun(now, old, StackName, id) {
  const isSame = now.Request === old.Request && JSON.stringify(now.Triggers) === JSON.stringify(old.Triggers);
  if (isSame && !await hasFailed(StackName, id)) return false;
  return now.RunOnRollback === 'true' || !(await call('DescribeStacks', { StackName }, stacks)).Stacks[0].StackStatus.includes('ROLLBACK');
}

async function run(request, startedBy, group, end) {
  for (let attempt = 1; ; attempt++) {
    const own = (await find(request.cluster, startedBy)).find(task => task.group === group);
    if (own) return own.taskArn;
    const { tasks: [task] = [], failures = [] } = await call('RunTask', { ...request, clientToken: group + '.' + attempt, group, startedBy });
    if (task) return task.taskArn;
    if (Date.now() > end || !failures.some(({ reason }) => ${FAILURES_THAT_PASS}.test(reason)))
      throw Error(failures.map(({ reason, detail, arn }) => [reason, detail, arn].filter(Boolean).join(', ')).join('; ') || 'ECS gives no reason');
    await pause(20);
  }
}

exports.handler = async event => {
  const { RequestType, RequestId: id, StackId, LogicalResourceId, PhysicalResourceId = id, ResourceProperties: now, OldResourceProperties: old } = event;
  const isDelete = RequestType === 'Delete';
  try {
    const request = JSON.parse(now.Request);
    const startedBy = createHash('sha256').update(StackId + LogicalResourceId).digest('hex').slice(0, 32);
    const must = !isDelete && (!old || await mustRun(now, old, StackId, LogicalResourceId));
    await stopEarlier(request.cluster, startedBy, id).catch(error => {
      if (must || (isDelete && !/Late|ClusterNotFound/.test(error.name))) throw error;
      console.log(error);
    });
    if (!must) return { PhysicalResourceId };
    const begin = Date.now();
    const TaskArn = await run(request, startedBy, id, begin + Math.min(now.Timeout, ${RETRY_SECONDS}) * 1000);
    return { PhysicalResourceId, TaskArn, StartedAt: Date.now(), EndsAt: begin + now.Timeout * 1000 };
  } catch (error) {
    console.log(error);
    throw Object.assign(Error(cut('The task cannot be ' + (isDelete ? 'stopped' : 'started') + ': ' + error.name + ': ' + error.message)), { stack: '' });
  }
};
`);
