import { LOAD_BALANCER_NAMES } from '../../../facts/load-balancer-names';
import type { Node } from '../../model/evaluation/node';
import { repetitionsOf } from '../../model/index/repetitions';
import { wrongValuesOfTypes } from '../../model/queries/value-format';
import { OTHER_TARGETS } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Load balancers and target groups have valid names that differ',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses a name that is too long or has other characters, and a name that another load balancer or target group of the account has in the Region: "A load balancer with the same name … exists".',
  fix: 'Remove `loadBalancerName` or `targetGroupName`, so that CloudFormation generates a name, or set a valid one. In CloudFormation: Name.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html',

  subject: 'application',
  *check(application) {
    yield* wrongValuesOfTypes(application, LOAD_BALANCER_NAMES);
    for (const { type } of LOAD_BALANCER_NAMES) {
      const names = application.ofType(type).map(({ properties }) => properties.get('Name'));
      for (const { again, first } of repetitionsOf(names, keyOf, ({ resource }) => resource)) {
        yield {
          location: again.location, related: [first.location], message: `name "${again.asText}" is that of ${first.resource.logicalId} too; set another one`,
        };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a load balancer with a long name': { Balancer: { Name: 'a-load-balancer-with-many-letters' } },
    'a load balancer with a reserved name': { Balancer: { Name: 'internal-web' } },
    'a target group with an underscore': { Targets: { Name: 'web_targets' } },
    'a target group with a hyphen at the end': { Targets: { Name: 'web-' } },
    'two target groups with one name': { Targets: { Name: 'web' }, Other: { ...OTHER_TARGETS, Properties: { ...OTHER_TARGETS.Properties, Name: 'web' } } },
  },
  good: {
    'names of the longest length': { Balancer: { Name: 'a-load-balancer-with-few-letters' }, Targets: { Name: 'internal-web' } },
    'a load balancer and a target group with one name': { Balancer: { Name: 'web' }, Targets: { Name: 'web' } },
    'a name from a parameter': { Targets: { Name: { Ref: 'AParameter' } }, Other: { ...OTHER_TARGETS, Properties: { ...OTHER_TARGETS.Properties, Name: { Ref: 'AParameter' } } } },
  },
});

/** A name is the same in another stack only if account and Region are, which may be unknown. */
function keyOf({ asPartialString: name, resource }: Node): string | undefined {
  return name?.isTraceable ? `${resource.template.name} ${name.key}` : undefined;
}
