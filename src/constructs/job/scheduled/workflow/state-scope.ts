/** Where the states of a workflow store what they find, in the data of the execution. */
export const DATA = {
  overrides: '$.Overrides',
  runs: '$.Runs',
  failure: '$.Failure',
  described: '$.Described',
  task: '$.Described.Task',
  containers: '$.Containers',
  result: '$.Result',
} as const;
