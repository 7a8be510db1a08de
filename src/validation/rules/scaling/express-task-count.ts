import { defineRule } from '../rule';

export default defineRule({
  title: 'MinTaskCount of an Express service does not exceed MaxTaskCount',
  severity: 'error',
  outcome: 'refused',
  why: 'The numbers are the bounds of Application Auto Scaling, which refuses a minimum above the maximum.',
  fix: 'Lower minTaskCount or raise maxTaskCount in scalingTarget of CfnExpressGatewayService. In CloudFormation: MinTaskCount and MaxTaskCount of ScalingTarget.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExpressGatewayScalingTarget.html',

  subject: 'expressService',
  *check({ node }) {
    const target = node.get('ScalingTarget');
    const [min, max] = ['MinTaskCount', 'MaxTaskCount'].map(key => target.number(key));
    if (min.satisfies(least => max.satisfies(most => least > most))) {
      yield { location: target.at('MinTaskCount'), message: `MinTaskCount (${min}) is above MaxTaskCount (${max})` };
    }
  },

  scene: 'an Express service',
  bad: { 'more tasks at least than at most': { Express: { ScalingTarget: { MinTaskCount: 20 } } } },
  good: {
    'a fixed number of tasks': { Express: { ScalingTarget: { MinTaskCount: 3, MaxTaskCount: 3 } } },
    'the default maximum': { Express: { ScalingTarget: { MinTaskCount: 5, MaxTaskCount: undefined } } },
  },
});
