import { defineRule } from '../rule';

export default defineRule({
  title: 'The container of a load balancer is in the task definition',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a service or task set whose ContainerName is not the name of a container in the task definition. Names are case-sensitive.',
  fix: 'Pass the name of a container to service.loadBalancerTarget({ containerName }), such as container.containerName. In CloudFormation: ContainerName of LoadBalancers.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html',

  subject: 'taskRunner',
  *check({ attachments, taskDefinition: task }) {
    if (!task?.knowsItsContainers) { return; }
    for (const { containerName, node } of attachments) {
      if (containerName.satisfies(name => task.hasNoContainer(name))) {
        yield {
          location: node.at('ContainerName'),
          related: [task.node.at('ContainerDefinitions')],
          message: `ContainerName "${containerName}" is not a container of task definition ${task.resource.logicalId}; use ${task.namesOfContainers}`,
        };
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
  good: {
    'containers from a parameter': { Task: { ContainerDefinitions: { Ref: 'Containers' } } },
    'a task definition from a parameter': { Service: { TaskDefinition: { Ref: 'TaskDefinition' } } },
    'a second container': { Task: { ContainerDefinitions: { 1: { Name: 'sidecar', Image: 'public.ecr.aws/envoy/envoy:v1.31', Essential: false } } } },
  },
});
