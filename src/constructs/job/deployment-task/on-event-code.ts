import { FAILURE_CODE } from './failure-code';

/**
 * The function that starts the task of a custom resource. The request is its client token, so that a repeated call starts no second task. A task of an
 * earlier request that still runs, for example after a cancelled update, is stopped first. An update starts a task if what runs has changed, and by
 * default not during a rollback: only the status of the stack shows that. New permissions take effect after some seconds, so refusals are tried again.
 *
 * It has no indentation, because the code in a template has at most 4096 characters.
 */
export const ON_EVENT_CODE = `
const { createHash } = require('crypto');
const ecs = require('@aws-sdk/client-ecs');
const cloudFormation = require('@aws-sdk/client-cloudformation');

const client = new ecs.ECSClient({ maxAttempts: 10 });
const stacks = new cloudFormation.CloudFormationClient({ maxAttempts: 10 });
const PASSING = /AccessDenied|not authorized|unable to assume|Throttl|ServerException|ServiceUnavailable/i;

${FAILURE_CODE}

const pause = () => new Promise(resolve => setTimeout(resolve, 5000));

async function send(to, command, end = Date.now() + 60000) {
  try {
    return await to.send(command);
  } catch (error) {
    if (!PASSING.test(error.name + error.message) || Date.now() > end) { throw error; }
    await pause();
    return send(to, command, end);
  }
}

async function describe(cluster, tasks) {
  return (await send(client, new ecs.DescribeTasksCommand({ cluster, tasks }))).tasks;
}

async function stopEarlier(cluster, startedBy, request) {
  const { taskArns } = await send(client, new ecs.ListTasksCommand({ cluster, startedBy }));
  if (taskArns.length === 0) { return; }
  const earlier = (await describe(cluster, taskArns)).filter(({ group }) => group !== request).map(({ taskArn }) => taskArn);
  for (const task of earlier) {
    await send(client, new ecs.StopTaskCommand({ cluster, task, reason: 'CloudFormation no longer waits for the task' }));
  }
  for (const end = Date.now() + 180000; earlier.length > 0; await pause()) {
    if ((await describe(cluster, earlier)).every(({ lastStatus }) => lastStatus === 'STOPPED')) { return; }
    if (Date.now() > end) { throw new Error('the earlier task ' + earlier.join() + ' does not stop'); }
  }
}

async function isRollback(StackName) {
  const { Stacks: [{ StackStatus }] } = await send(stacks, new cloudFormation.DescribeStacksCommand({ StackName }));
  return StackStatus.includes('ROLLBACK');
}

async function mustRun({ RequestType, StackId, ResourceProperties: now, OldResourceProperties: old }) {
  if (RequestType !== 'Update') { return RequestType === 'Create'; }
  const isChanged = now.Request !== old.Request || JSON.stringify(now.Triggers) !== JSON.stringify(old.Triggers);
  return isChanged && (now.RunOnRollback === 'true' || !await isRollback(StackId));
}

async function run(request, RequestId, startedBy) {
  const { tasks: [task], failures = [] } = await send(client, new ecs.RunTaskCommand({ ...request, clientToken: RequestId, group: RequestId, startedBy }));
  if (!task) { throw new Error(failures.map(({ reason, detail, arn }) => [reason, detail, arn].filter(Boolean).join(', ')).join('; ')); }
  return task.taskArn;
}

exports.handler = async event => {
  const { RequestType, RequestId, StackId, LogicalResourceId, PhysicalResourceId = RequestId, ResourceProperties: { Request } } = event;
  const request = JSON.parse(Request);
  const startedBy = createHash('sha256').update(StackId + LogicalResourceId).digest('hex').slice(0, 32);
  try {
    await stopEarlier(request.cluster, startedBy, RequestId);
    if (!await mustRun(event)) { return { PhysicalResourceId }; }
    return { PhysicalResourceId, TaskArn: await run(request, RequestId, startedBy), StartedAt: Date.now() };
  } catch (error) {
    console.log(error);
    if (RequestType === 'Delete' && error.name === 'ClusterNotFoundException') { return { PhysicalResourceId }; }
    throw failure('The task cannot be ' + (RequestType === 'Delete' ? 'stopped' : 'started') + ': ' + error.name + ': ' + error.message);
  }
};
`.trim().replace(/^ +/gm, '');
