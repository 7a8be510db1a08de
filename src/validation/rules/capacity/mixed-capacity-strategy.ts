import { COMPUTE_NAMES } from '../../../facts/compute';
import { defineRule } from '../rule';

export default defineRule({
  title: 'All capacity providers of a strategy are of one kind',
  severity: 'error',
  outcome: 'refused',
  why: 'A cluster may have Fargate, Auto Scaling groups and Managed Instances side by side, but one strategy cannot spread tasks over two of them.',
  fix: 'Keep the providers of one kind, and run the other tasks as a service of their own.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html',

  subject: 'strategy',
  *check({ items, node }) {
    const known = items.flatMap(({ label, compute: { known: compute } }) => compute === undefined ? [] : [{ label, compute }]);
    const [first] = known;
    const other = known.find(({ compute }) => compute !== first.compute);
    if (other) {
      const [one, another] = [first, other].map(({ label, compute }) => `${label} (${COMPUTE_NAMES[compute]})`);
      yield { location: node.location, message: `${one} and ${another} are in one strategy` };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'instances and Fargate': { Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }, { CapacityProvider: 'FARGATE', Weight: 1 }] } },
  },
  good: { 'instances alone': { Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 2 }] } } },
});
