import { defineRule } from '../rule';

export default defineRule({
  title: 'Containers have a log driver',
  severity: 'warning',
  outcome: 'outage-risk',
  why: 'Without LogConfiguration, nothing outside the task keeps the output of the container. On Fargate it is lost, on a container instance it stays on the disk of the instance. Security Hub reports it (ECS.9).',
  fix: "Set `logging: LogDrivers.awsLogs({ streamPrefix: 'web' })` in addContainer(). In CloudFormation: LogConfiguration.",
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'taskDefinition',
  *check({ containers, isExpress }) {
    if (isExpress) { return; }
    for (const { logging, label } of containers) {
      if (logging.isAbsent) { yield { location: logging.location, message: `${label} has no log driver; set logging` }; }
    }
  },

  scene: 'a secured Fargate service',
  bad: { 'no log driver': driver(undefined) },
  good: {
    'a log driver from a parameter': driver({ Ref: 'Logs' }),
    'an Express service': { scene: 'an Express service', change: {} },
  },
});

function driver(LogConfiguration: unknown) { return { Task: { ContainerDefinitions: { 0: { LogConfiguration } } } }; }
