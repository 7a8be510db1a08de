import { LOG_DRIVERS } from '../../../facts/log-drivers';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A container logs with a driver that its compute has',
  severity: 'error',
  outcome: 'refused',
  why: 'Fargate and Managed Instances have a few log drivers, and ECS refuses the others; an instance that lacks one is never chosen for the task.',
  fix: 'Use awslogs, or awsfirelens with a router that passes the logs on.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { logDriver, logging, label } of task.containers) {
      const lacking = task.venues.filter(({ hosts }) => hosts.every(host => logDriver.isNoneOf(LOG_DRIVERS[host].drivers)));
      if (lacking.length === 0) { continue; }
      const offered = LOG_DRIVERS[lacking[0].hosts[0]].drivers;
      const isRefused = lacking.some(({ hosts }) => hosts.every(host => LOG_DRIVERS[host].others === 'refused'));
      yield {
        location: logging.at('LogDriver'),
        message: `${label} logs with ${logDriver}, which ${lacking.map(venue => venue.label).join(' and ')} does not have; use one of ${offered.join(', ')}`,
        ...isRefused ? {} : { severity: 'warning' },
      };
    }
  },

  scene: 'a Fargate service',
  bad: { 'files on Fargate': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'json-file', Options: undefined } } } } } },
  good: {
    'awslogs': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: 'awslogs' } } } } },
    'a driver that a condition decides on': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: { 'Fn::If': ['OnFargate', 'awslogs', 'json-file'] } } } } },
    },
  },
});
