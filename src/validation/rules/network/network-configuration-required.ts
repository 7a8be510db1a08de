import { scheduled } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Tasks with network mode awsvpc have subnets',
  severity: 'error',
  outcome: 'refused',
  why: 'Each awsvpc task has its own network interface. ECS refuses a service, task set or target without a subnet for it.',
  fix: 'Set vpcSubnets of the service; for scheduled tasks subnetSelection of the target. In CloudFormation: NetworkConfiguration.AwsvpcConfiguration with at least one subnet.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'taskRunner',
  *check({ networkMode, awsvpc, node }) {
    if (networkMode.is('awsvpc') && awsvpc.list('Subnets').isEmpty) {
      const place = awsvpc.isAbsent ? node.get('NetworkConfiguration') : awsvpc.get('Subnets');
      yield { location: place.location, message: 'no subnet is set, but network mode awsvpc needs at least one' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no network configuration': { Service: { NetworkConfiguration: undefined } },
    'a schedule without subnets': { Schedule: scheduled() },
    'no subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [] } } } },
  },
  good: { 'subnets from a parameter': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: { Ref: 'SubnetIds' } } } } } },
});
