import { exceeds, FARGATE_NOFILE_MAXIMUM } from '../../../facts/ulimits';
import { defineRule } from '../rule';

export default defineRule({
  title: 'The soft limit of a container is within its hard limit',
  severity: 'error',
  outcome: 'refused',
  why: 'A process may raise its soft limit up to the hard one; ECS refuses a pair in which it starts above.',
  fix: 'Raise HardLimit, or lower SoftLimit.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Ulimit.html',

  subject: 'taskDefinition',
  *check(task) {
    for (const { node, label } of task.containers) {
      for (const ulimit of node.list('Ulimits')) {
        const [soft, hard] = ['SoftLimit', 'HardLimit'].map(key => ulimit.number(key));
        const name = ulimit.text('Name').known ?? 'a ulimit';
        if (hard.satisfies(most => soft.satisfies(value => exceeds(value, most)))) {
          yield { location: ulimit.at('SoftLimit'), message: `${label} starts with ${name} ${soft}, above its hard limit ${hard}` };
        }
        for (const key of ['SoftLimit', 'HardLimit']) {
          if (task.computes.includes('FARGATE') && name === 'nofile' && ulimit.number(key).satisfies(value => value > FARGATE_NOFILE_MAXIMUM)) {
            yield {
              location: ulimit.at(key), message: `${label} has nofile ${ulimit.number(key)}, at most ${FARGATE_NOFILE_MAXIMUM} is possible on Fargate`, severity: 'warning',
            };
          }
        }
      }
    }
  },

  scene: 'a Fargate service',
  bad: {
    'a soft limit above the hard one': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 8192, HardLimit: 4096 }] } } } },
    'more files than Fargate opens': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 4096, HardLimit: 2000000 }] } } } },
  },
  good: {
    'a soft limit below the hard one': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'nofile', SoftLimit: 4096, HardLimit: 8192 }] } } } },
    'no limit': { Task: { ContainerDefinitions: { 0: { Ulimits: [{ Name: 'memlock', SoftLimit: -1, HardLimit: -1 }] } } } },
  },
});
