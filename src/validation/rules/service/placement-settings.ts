import { PLACEMENT_FIELDS, PLACEMENT_LISTS, PlacementField } from '../../../facts/placement';
import type { Node } from '../../model/evaluation/node';
import { everyHour } from '../../scenes/extras';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Placement constraints and strategies have the expression or field of their type',
  severity: 'error',
  outcome: 'refused',
  why: 'A constraint memberOf needs an expression and distinctInstance has none; a strategy binpack needs cpu or memory and random has no field. ECS refuses the service or the task.',
  fix: 'Use PlacementConstraint.memberOf() and distinctInstances(), PlacementStrategy.packedBy(), spreadAcross() and randomly(). In CloudFormation: Expression of PlacementConstraints, Field of PlacementStrategies.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PlacementStrategy.html',

  subject: 'taskRunner',
  *check({ node }) {
    for (const row of PLACEMENT_FIELDS) {
      for (const item of PLACEMENT_LISTS[row.kind].flatMap(key => node.list(key).sure)) {
        const field = item.get(row.key);
        if (item.text('Type').is(row.type) && isWrong(field, row)) {
          yield { location: field.location, message: `${row.key} of a ${row.type} ${row.kind} ${shown(field)}; it ${row.form}`, ...row.otherwise === 'refused' ? {} : { severity: 'warning' } };
        }
      }
    }
  },

  scene: 'a service on a capacity provider',
  bad: {
    'an expression of distinctInstance': { Service: { PlacementConstraints: [{ Type: 'distinctInstance', Expression: 'attribute:team == web' }] } },
    'no expression of memberOf': { Service: { PlacementConstraints: [{ Type: 'memberOf' }] } },
    'an expression of more than 2000 characters': { Service: { PlacementConstraints: [{ Type: 'memberOf', Expression: `attribute:team in [${'a,'.repeat(1000)}a]` }] } },
    'a misspelled attribute': { Service: { PlacementConstraints: [{ Type: 'memberOf', Expression: 'attributes:team == web' }] } },
    'a field of random': { Service: { PlacementStrategies: [{ Type: 'random', Field: 'cpu' }] } },
    'another field of binpack': { Service: { PlacementStrategies: [{ Type: 'binpack', Field: 'instanceId' }] } },
    'another field of spread': { Service: { PlacementStrategies: [{ Type: 'spread', Field: 'ecs.availability-zone' }] } },
    'no field of spread': { Service: { PlacementStrategies: [{ Type: 'spread' }] } },
    'a field of random in an event target': {
      Rule: everyHour({ LaunchType: 'EC2', NetworkConfiguration: undefined, PlacementStrategies: [{ Type: 'random', Field: 'memory' }] }),
    },
  },
  good: {
    'the fields that the types need': {
      Service: {
        PlacementConstraints: [{ Type: 'distinctInstance' }, { Type: 'memberOf', Expression: 'attribute:team == web' }],
        PlacementStrategies: [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }, { Type: 'spread', Field: 'instanceId' }, { Type: 'binpack', Field: 'MEMORY' }, { Type: 'random' }],
      },
    },
    'a type from a parameter': { Service: { PlacementStrategies: [{ Type: { Ref: 'AParameter' }, Field: 'cpu' }] } },
    'a strategy under a condition': { Service: { PlacementStrategies: [{ 'Fn::If': ['Packed', { Type: 'binpack', Field: 'disk' }, { Ref: 'AWS::NoValue' }] }] } },
  },
});

function isWrong(field: Node, { pattern, isRequired }: PlacementField): boolean {
  return pattern ? isRequired === true && field.isAbsent || field.asText.satisfies(text => !pattern.test(text)) : field.isFilled;
}

function shown(field: Node): string {
  const text = field.asText.toString();
  return field.isAbsent ? 'is not set' : `is "${text.length > 100 ? `${text.slice(0, 100)}…` : text}"`;
}
