import { mixesKinds } from '../../../facts/capacity-strategy';
import { COMPUTE_NAMES } from '../../../facts/compute';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A capacity provider strategy contains one kind of capacity provider',
  severity: 'error',
  outcome: 'refused',
  why: 'A cluster may have Fargate, Auto Scaling group and Managed Instances providers, but ECS refuses a strategy that combines two of these kinds.',
  fix: 'Keep the providers of one kind in `capacityProviderStrategies`, and run the other tasks in another service. In CloudFormation: CapacityProviderStrategy.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-capacity-providers.html',

  subject: 'strategy',
  *check({ items, node }) {
    const known = items.flatMap(({ label, compute: { known: compute } }) => compute === undefined ? [] : [{ label, compute }]);
    const [first] = known;
    const other = known.find(({ compute }) => compute !== first.compute);
    if (other) {
      const [one, another] = [first, other].map(({ label, compute }) => `${label} (${COMPUTE_NAMES[compute]})`);
      yield { location: node.location, message: mixesKinds(one, another) };
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'container instances and Fargate': { Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 1 }, { CapacityProvider: 'FARGATE', Weight: 1 }] } },
  },
  good: {
    'only container instances': { Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Instances' }, Weight: 2 }] } },
    'a provider of unknown kind': {
      Service: { CapacityProviderStrategy: [{ CapacityProvider: { Ref: 'AParameter' }, Weight: 1 }, { CapacityProvider: { Ref: 'Instances' }, Weight: 1 }] },
    },
  },
});
