import type { Container } from '../../model/container';
import type { TaskDefinition } from '../../model/task-definition';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A log group is looked for in the Region where the app makes it',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'Where ECS brings the instance, the awslogs driver opens its stream before the container starts, and there is no group of that name in another Region. On other instances the container runs, and its log is lost.',
  fix: 'Set awslogs-region to { "Ref": "AWS::Region" } in the stack of the log group, or make a group in the Region that is named.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers.filter(({ logDriver }) => logDriver.is('awslogs'))) {
      const options = container.logging.get('Options');
      const named = options.get('awslogs-group');
      const group = task.application.resolve(named, 'AWS::Logs::LogGroup', 'LogGroupName');
      const { region } = group?.template.source ?? {};
      if (!group || region === undefined || !options.get('awslogs-create-group').isAbsent) { continue; }
      if (options.text('awslogs-region').satisfies(each => each !== region)) {
        yield {
          location: options.at('awslogs-region'),
          message: `${container.label} looks for log group ${group.logicalId} in ${options.text('awslogs-region')}, but that is made in ${region}`,
          // there may be one of that name, made by somebody else
          ...named.asAttribute && opensFirst(container, task) ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service of one Region',
  bad: {
    'another Region': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1' } } } } } },
    'a group by its name': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' } } } } },
      LogGroup: { LogGroupName: '/ecs/web' },
    },
    'instances that start without': {
      Task: { RequiresCompatibilities: ['EC2'], ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1' } } } } },
      Service: { LaunchType: 'EC2' },
    },
  },
  good: {
    'the same Region, said aloud': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'eu-west-1' } } } } } },
    'a group that somebody else has made': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' } } } } },
    },
    'a group that is made on the way': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1', 'awslogs-create-group': 'true' } } } } },
    },
  },
});

/** On instances of AWS the driver opens its stream first, in either mode; on others only where it is told to block. */
function opensFirst({ logging }: Container, { computes }: TaskDefinition): boolean {
  return computes.every(compute => compute === 'FARGATE' || compute === 'MANAGED_INSTANCES') || logging.get('Options').text('mode').is('blocking');
}
