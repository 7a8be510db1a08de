import type { Container } from '../../model/entities/container';
import type { TaskDefinition } from '../../model/entities/task-definition';
import { mayBeProvisionedOutside } from '../../model/index/external-access';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The awslogs driver writes to the Region of its log group',
  severity: 'error',
  outcome: 'cannot-start',
  why: 'On Fargate and Managed Instances the awslogs driver opens its log stream before the container starts. If the log group is in another Region, the task stops. On EC2 the container runs, but its logs are lost.',
  fix: 'Use `ecs.LogDrivers.awsLogs({ logGroup })` or the prop `logGroup` with a log group of the same Region (CloudFormation: awslogs-region { "Ref": "AWS::Region" }, in the stack of the log group).',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const container of task.containers.filter(({ logDriver }) => logDriver.is('awslogs'))) {
      const options = container.logging.get('Options');
      const named = options.get('awslogs-group');
      const group = task.application.resolve(named, 'AWS::Logs::LogGroup', 'LogGroupName');
      if (!group || mayBeProvisionedOutside(group, task.application)) { continue; }
      const { region } = group.template.source;
      if (region === undefined || !options.get('awslogs-create-group').isAbsent) { continue; }
      if (options.text('awslogs-region').satisfies(each => each !== region)) {
        yield {
          location: options.at('awslogs-region'),
          related: [group.at('')],
          message: `${container.label} has awslogs-region ${options.text('awslogs-region')}, but log group ${group.logicalId} is in ${region}; set awslogs-region to ${region}`,
          // a log group with that name may exist in the other Region
          ...named.asAttribute && opensFirst(container, task) ? {} : { severity: 'warning' },
        };
      }
    }
  },

  scene: 'a Fargate service in a known Region',
  bad: {
    'another Region': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1' } } } } } },
    'a log group by name': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' } } } } },
      LogGroup: { LogGroupName: '/ecs/web' },
    },
    'container instances': {
      Task: { RequiresCompatibilities: ['EC2'], ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1' } } } } },
      Service: { LaunchType: 'EC2' },
    },
    'container instances, in blocking mode': {
      Task: { RequiresCompatibilities: ['EC2'], ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1', 'mode': 'blocking' } } } } },
      Service: { LaunchType: 'EC2' },
    },
    'Managed Instances': {
      Task: { RequiresCompatibilities: ['MANAGED_INSTANCES'], ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1' } } } } },
      Service: undefined,
    },
  },
  good: {
    'the same Region': { Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'eu-west-1' } } } } } },
    'a log group outside the app': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'us-east-1' } } } } },
    },
    'another log driver with the same option': {
      Task: {
        ExecutionRoleArn: 'arn:aws:iam::111122223333:role/execution',
        ContainerDefinitions: { 0: { LogConfiguration: { LogDriver: { Ref: 'LogDriver' }, Options: { 'awslogs-region': 'us-east-1' } } } },
      },
    },
    'a log group that a custom resource replicates': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1' } } } } },
      Replica: { Type: 'Custom::LogGroupReplica', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:replica', LogGroup: { Ref: 'LogGroup' } } },
    },
    'a log group that the log driver creates': {
      Task: { ContainerDefinitions: { 0: { LogConfiguration: { Options: { 'awslogs-region': 'us-east-1', 'awslogs-create-group': 'true' } } } } },
    },
  },
});

/** On Fargate and Managed Instances the driver opens its stream before the container starts; on EC2 only in blocking mode. */
function opensFirst({ logging }: Container, { computes }: TaskDefinition): boolean {
  return computes.every(compute => compute === 'FARGATE' || compute === 'MANAGED_INSTANCES') || logging.get('Options').text('mode').is('blocking');
}
