import { exceeds, FARGATE_NOFILE_MAXIMUM } from '../../../facts/ulimits';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The soft limit of a ulimit is not above its hard limit',
  severity: 'error',
  outcome: 'refused',
  why: 'ECS refuses a soft limit above the hard limit, and Fargate has a maximum number of open files.',
  fix: 'Raise hardLimit or lower softLimit in ulimits of addContainer() or ContainerService. In CloudFormation: Ulimits.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { node, label } of task.containers) {
      for (const ulimit of node.list('Ulimits')) {
        const [soft, hard] = ['SoftLimit', 'HardLimit'].map(key => ulimit.number(key));
        const name = ulimit.text('Name').known ?? 'a ulimit';
        if (hard.satisfies(most => soft.satisfies(value => exceeds(value, most)))) {
          yield { location: ulimit.at('SoftLimit'), message: `${label} has a soft limit for ${name} (${soft}) above its hard limit (${hard}); raise hardLimit` };
        }
        for (const key of ['SoftLimit', 'HardLimit']) {
          if (task.computes.includes('FARGATE') && name === 'nofile' && ulimit.number(key).satisfies(value => value > FARGATE_NOFILE_MAXIMUM)) {
            yield {
              location: ulimit.at(key), message: `${label} sets ${key} of nofile to ${ulimit.number(key)}; the maximum on Fargate is ${FARGATE_NOFILE_MAXIMUM}`, severity: 'warning',
            };
          }
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a soft limit above the hard limit': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 8192, HardLimit: 4096 }] } } } },
    'more open files than Fargate supports': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 4096, HardLimit: 2000000 }] } } } },
  },
  good: {
    'a soft limit below the hard limit': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 4096, HardLimit: 8192 }] } } } },
    'more open files on EC2': {
      scene: 'an EC2 service on dynamic ports behind a load balancer',
      change: { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 4096, HardLimit: 2000000 }] } } } },
    },
    'more locked memory on Fargate': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'memlock', SoftLimit: 4096, HardLimit: 67108864 }] } } } },
    'no limit': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'memlock', SoftLimit: -1, HardLimit: -1 }] } } } },
  },
});
