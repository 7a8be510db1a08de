import { scheduled } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'What runs awsvpc tasks names their subnets',
  severity: 'error',
  outcome: 'refused',
  why: 'Each awsvpc task gets a network interface of its own, and ECS has to be told in which subnets.',
  fix: 'Add NetworkConfiguration.AwsvpcConfiguration with at least one subnet.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html',

  subject: 'launch',
  *check({ decidesWhere, networkMode, awsvpc, node }) {
    if (decidesWhere && networkMode.is('awsvpc') && awsvpc.list('Subnets').isEmpty) {
      const place = awsvpc.isAbsent ? node.get('NetworkConfiguration') : awsvpc.get('Subnets');
      yield { location: place.location, message: 'the tasks use network mode awsvpc, but no subnets are given' };
    }
  },

  scene: 'a Fargate service',
  bad: {
    'no network configuration': { Service: { NetworkConfiguration: undefined } },
    'a schedule without subnets': { Schedule: scheduled() },
    'no subnets': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [] } } } },
  },
  good: { 'subnets of a parameter': { Service: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: { Ref: 'SubnetIds' } } } } } },
});
