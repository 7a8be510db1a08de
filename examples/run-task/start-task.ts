/** The code of a function that starts one task for a shop. RunTask reports tasks that were not started in `failures`, with HTTP status 200. */
export const START_TASK = `
const { ECSClient, RunTaskCommand } = require('@aws-sdk/client-ecs');
const ecs = new ECSClient({});
exports.handler = async ({ shop }) => {
  const input = JSON.parse(process.env.RUN_TASK_INPUT);
  const overrides = { containerOverrides: [{ name: 'task', command: ['python', '-m', 'reindex', shop] }] };
  const { tasks, failures } = await ecs.send(new RunTaskCommand({ ...input, overrides }));
  if (failures.length > 0) { throw new Error('RunTask: ' + JSON.stringify(failures)); }
  return { taskArn: tasks[0].taskArn };
};
`;
