import { hostNameOf } from '../../../facts/hosts';
import { LOG_DRIVERS } from '../../../facts/log-drivers';
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
    for (const { logDriver, logging, label } of task.containers) {
      const lacking = task.hosts.filter(hosts => hosts.every(host => logDriver.isNoneOf(LOG_DRIVERS[host].drivers)));
      if (lacking.length === 0) { continue; }
      const offered = LOG_DRIVERS[lacking[0][0]].drivers;
      const isRefused = lacking.some(hosts => hosts.every(host => LOG_DRIVERS[host].others === 'refused'));
      yield {
        location: logging.at('LogDriver'),
        message: `${label} has log driver ${logDriver}, which ${lacking.map(hostNameOf).join(' and ')} does not support; use ${offered.join(', ')}`,
        ...isRefused ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'json-file on Fargate': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'json-file', Options: undefined } } } } },
    'json-file for Windows on Fargate': {
      Task: {
        Cpu: '1024',
        Memory: '2048',
        RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
        ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'json-file', Options: undefined } } },
      },
    },
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
