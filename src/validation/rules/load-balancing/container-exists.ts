import { defineRule } from '../rule';

export default defineRule({
  title: 'A load balancer sends traffic to a container of the task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS registers the container that ContainerName names, and refuses a service or task set whose task definition has none of that name.',
  fix: 'Use the name of a container of the task definition, in the same case.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'launch',
  *check({ attachments, taskDefinition: task }) {
    if (!task?.knowsItsContainers) { return; }
    for (const { containerName, node } of attachments) {
      if (containerName.satisfies(name => task.hasNoContainer(name))) {
        yield { location: node.at('ContainerName'), message: `task definition ${task.resource.logicalId} has no container "${containerName}", only ${task.namesOfContainers}` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'another name': { Service: { LoadBalancers: { 0: { ContainerName: 'app' } } } },
    'another name in a task set': {
      TaskSet: {
        Type: 'AWS::ECS::TaskSet',
        DependsOn: ['Listener'],
        Properties: {
          Cluster: { Ref: 'Cluster' },
          Service: 'arn:aws:ecs:eu-west-1:111122223333:service/web/external',
          TaskDefinition: { Ref: 'Task' },
          LaunchType: 'FARGATE',
          NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-0a1b2c3d4e5f60718'], SecurityGroups: [{ 'Fn::GetAtt': ['TaskGroup', 'GroupId'] }] } },
          LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } }],
        },
      },
    },
  },
  good: { 'a second container': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'public.ecr.aws/xray/aws-xray-daemon:3', Essential: false } } } } },
});
