import { unsupportedLogDriver } from '../../model/queries/log-settings';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The compute of a task supports the log drivers of its containers',
  severity: 'error',
  outcome: 'refused',
  why: 'Fargate and Managed Instances support few log drivers, and ECS refuses others. On EC2, ECS places the task only on container instances with the log driver.',
  fix: 'Use `ecs.LogDrivers.awsLogs()`, or `ecs.LogDrivers.firelens()` with a log router that forwards the logs (CloudFormation: LogDriver awslogs or awsfirelens).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { logging, label } of task.containers) {
      const found = unsupportedLogDriver(logging, task);
      if (found) { yield { location: found.location, message: `${label} ${found.problem}`, ...found.isRefused ? {} : { severity: 'warning' } }; }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'json-file on Fargate': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'json-file', Options: undefined } } } } },
    'json-file for Windows on Fargate': onWindows({ LogDriver: 'json-file', Options: undefined }),
    'a log driver for Windows on Fargate that the guide does not mention': onWindows({ LogDriver: 'splunk', Options: { 'splunk-url': 'https://splunk', 'splunk-token': 'token' } }),
    'a log driver on Fargate that AWS does not document': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'loki', Options: undefined } } } } },
    'a log driver that container instances lack by default': {
      Task: { RequiresCompatibilities: ['EC2'], ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'loki', Options: undefined } } } },
      Service: { LaunchType: 'EC2' },
    },
  },
  good: {
    'awslogs': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awslogs' } } } } },
    'a log driver that a condition selects': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: { 'Fn::If': ['OnFargate', 'awslogs', 'json-file'] } } } } },
    },
  },
});

function onWindows(LogConfiguration: object) {
  return {
    Task: {
      Cpu: '1024',
      Memory: '2048',
      RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
      ContainerDefinitions: { 0: { LogConfiguration } },
    },
  };
}
