import { compactCode } from './compact-code';
import { FAILURE_CODE } from './failure-code';
import { TASK_ENDS } from '../../../facts/task-events';

/** How long a task that is stopped is waited for: the longest stop timeout, and the time until the agent reports the end. */
const STOP_SECONDS = 140;

/**
 * The function that checks whether the task of a custom resource has ended. The main container must exit with 0, and its exit must have ended the task:
 * a main container that ECS stops may exit with 0 as well. So the stop code must be that of an exit, and no other essential container may have ended
 * by itself; 137 and 143 are the exit codes of containers that are stopped, and one that exits with 0 may have ended first.
 * After the timeout the task is stopped, and the function waits for that: ECS does not list a task that is stopping, so the next one would run beside it.
 * A task that ECS does not know is an error after two minutes only, since answers of ECS are eventually consistent.
 */
export const IS_COMPLETE_CODE = compactCode(`
const ecs = require('@aws-sdk/client-ecs');
const logs = require('@aws-sdk/client-cloudwatch-logs');

const client = new ecs.ECSClient({ maxAttempts: 5 });
const PASSING = /Throttl|ServerException|ServiceUnavailable|Timeout/i;
const STOPPED = [undefined, 137, 143];

${FAILURE_CODE}

async function find(cluster, task, isEarly) {
  const { tasks: [found] = [] } = await client.send(new ecs.DescribeTasksCommand({ cluster, tasks: [task] })).catch(error => {
    if (isEarly || PASSING.test(error.name)) { return { tasks: [{ lastStatus: error.name }] }; }
    throw failure('The task ' + task + ' cannot be described: ' + error.name + ': ' + error.message);
  });
  if (!found && !isEarly) { throw failure('ECS no longer has the task ' + task + ', so its exit code is unknown'); }
  return found ?? { lastStatus: 'MISSING' };
}

function exit({ name, exitCode, reason }) {
  return 'container ' + name + ' has ' + (exitCode === undefined ? 'no exit code' : 'exit code ' + exitCode) + (reason ? ' (' + reason + ')' : '');
}

function problemOf({ taskArn, containers = [], stopCode, stoppedReason }, main, essential) {
  const failed = containers.filter(({ name, exitCode, reason }) => name === main
    ? exitCode !== 0
    : essential.includes(name) && (reason || !STOPPED.includes(exitCode)));
  if (stopCode === '${TASK_ENDS.containerExited}' && failed.length === 0 && containers.some(({ name }) => name === main)) { return ''; }
  const others = containers.filter(each => !failed.includes(each));
  return ['The task ' + taskArn + ' failed: ' + [stopCode, stoppedReason].filter(Boolean).join(', '), ...[...failed, ...others].map(exit)].join('; ');
}

async function endOfLog(log, container, task) {
  if (!log) { return ''; }
  const { region, group, prefix, lines } = JSON.parse(log);
  const reader = new logs.CloudWatchLogsClient({ region, maxAttempts: 5 });
  const input = { logGroupName: group, logStreamName: [prefix, container, task.split('/').pop()].join('/'), limit: lines, startFromHead: false };
  try {
    for (let attempt = 1; ; attempt++) {
      const { events } = await reader.send(new logs.GetLogEventsCommand(input));
      if (events.length > 0 || attempt === 3) { return events.map(({ message }) => message.trimEnd()).join('\\n'); }
      await new Promise(resolve => setTimeout(resolve, 2000));
    }
  } catch ({ name }) {
    return name === 'ResourceNotFoundException' ? '' : 'it cannot be read: ' + name;
  }
}

exports.handler = async ({ TaskArn, StartedAt, EndsAt, ResourceProperties: { Request, Container, Essential, Timeout, Log } }) => {
  if (!TaskArn) { return { IsComplete: true }; }
  const { cluster } = JSON.parse(Request);
  const task = await find(cluster, TaskArn, Date.now() < StartedAt + 120000);
  const fail = async problem => failure(problem, await endOfLog(Log, Container, TaskArn));
  if (task.lastStatus === 'STOPPED') {
    const problem = problemOf(task, Container, Essential);
    if (problem) { throw await fail(problem); }
    return { IsComplete: true };
  }
  if (Date.now() < EndsAt) { return { IsComplete: false }; }
  const reason = 'The deployment task has not ended within ' + Timeout + ' seconds';
  const stopped = task.desiredStatus === 'STOPPED' ? 'is stopping' : await client.send(new ecs.StopTaskCommand({ cluster, task: TaskArn, reason }))
    .then(() => 'is stopping', ({ name }) => 'cannot be stopped: ' + name);
  if (Date.now() < EndsAt + ${STOP_SECONDS}000) { return { IsComplete: false }; }
  throw await fail(reason + ': ' + TaskArn + ' ' + stopped + ' (status ' + task.lastStatus + ')');
};
`);
