import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks have no public IP address',
  severity: 'warning',
  outcome: 'insecure',
  why: 'A task with a public IP address is reachable from the internet wherever its security group allows it. Each address also costs money. Security Hub reports it (ECS.2, ECS.16).',
  fix: 'Run the tasks in private subnets: use a VPC with a NAT gateway or VPC endpoints, and `assignPublicIp: false`. In CloudFormation: Subnets and AssignPublicIp. In a public subnet without a public address, Fargate tasks cannot start.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html',

  subject: 'taskRunner',
  *check({ assignPublicIp, awsvpc, resource }) {
    if (assignPublicIp.is('ENABLED')) {
      yield { location: awsvpc.at('AssignPublicIp'), message: `the tasks of ${resource.logicalId} get public IP addresses; run them in private subnets` };
    }
  },

  scene: 'a secured Fargate service',
  bad: { 'a public address': address('ENABLED') },
  good: {
    'no public address': address('DISABLED'),
    'from a parameter': address({ Ref: 'PublicIp' }),
  },
});

function address(AssignPublicIp: unknown) { return { Service: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp } } } }; }
