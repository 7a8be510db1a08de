import type { Service } from '../../model/entities/service';
import { defineRule } from '../rule';

const ROLE = 'arn:aws:iam::111122223333:role/ecsServiceRole';

export default defineRule({
  title: 'A service has a role only for a load balancer that needs one',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS registers tasks in target groups with its service-linked role. It accepts another role only for a service with one load balancer whose tasks use the network of their container instance.',
  fix: 'Remove the override of `Role`; the aws-ecs services do not set it, and ECS creates its service-linked role when it needs it. In CloudFormation: Role.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'service',
  *check(service) {
    const role = service.node.get('Role');
    const problem = role.isGiven ? problemOf(service) : undefined;
    if (problem) { yield { location: role.location, message: `Role is set, but ${problem}` }; }
  },

  scene: 'an EC2 service on dynamic ports behind a load balancer',
  bad: {
    'no load balancer': { Service: { Role: ROLE, LoadBalancers: undefined } },
    'several target groups': {
      Service: {
        Role: ROLE,
        LoadBalancers: {
          1: { ContainerName: 'web', ContainerPort: 80, TargetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/other/6d0ecf831eec9f09' },
        },
      },
    },
    'tasks in network mode awsvpc': { scene: 'a Fargate service behind a load balancer', change: { Service: { Role: ROLE } } },
    'a Cloud Map service and a load balancer': {
      Service: {
        Role: ROLE,
        ServiceRegistries: [{ RegistryArn: 'arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-0a1b2c3d4e5f6071', ContainerName: 'web', ContainerPort: 80 }],
      },
    },
  },
  good: {
    'a role for the load balancer': { Service: { Role: ROLE } },
    'load balancers from a parameter': { Service: { Role: ROLE, LoadBalancers: { Ref: 'AParameter' } } },
  },
});

function problemOf({ node, taskDefinition }: Service): string | undefined {
  if (node.list('LoadBalancers').isEmpty) { return 'the service has no load balancer'; }
  if (node.list('LoadBalancers').atLeast > 1) { return 'the service has several target groups, for which ECS uses its service-linked role'; }
  if (taskDefinition?.networkMode.is('awsvpc')) { return 'its tasks use network mode awsvpc, for which ECS uses its service-linked role'; }
  return node.list('ServiceRegistries').atLeast > 0 ? 'the service is registered in Cloud Map, for which ECS uses its service-linked role' : undefined;
}
