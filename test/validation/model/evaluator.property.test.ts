import fc from 'fast-check';
import type { Node } from '../../../src/validation/model/evaluation/node';
import { placeOf } from '../../support/model';

const name = fc.constantFrom('Bucket', 'Parameter', 'Nothing', 'AWS::Region', 'AWS::NoValue', 'Subject');
const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom('', '0', 'true', '${Bucket}', 'a,b', '${!x}', '{{resolve:ssm:x}}'));

/** Expressions in valid and invalid forms. */
const { expression } = fc.letrec<{ expression: unknown }>(tie => {
  const some = tie('expression');
  const list = fc.array(some, { maxLength: 3 });
  const call = (key: string, argument: fc.Arbitrary<unknown>) => argument.map(value => ({ [key]: value }));
  return {
    expression: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      scalar,
      list,
      fc.dictionary(fc.constantFrom('A', 'B', 'Ref', 'Fn::If', '__proto__'), some, { maxKeys: 3 }),
      call('Ref', fc.oneof(name, some)),
      call('Fn::GetAtt', fc.oneof(fc.tuple(name, fc.constantFrom('Arn', 'Outputs.X')), name, some)),
      call('Fn::Sub', fc.oneof(fc.string(), fc.tuple(fc.constantFrom('${A}-${Bucket}', '${A'), fc.dictionary(fc.constant('A'), some)), some)),
      call('Fn::Join', fc.oneof(fc.tuple(fc.string(), list), some)),
      call('Fn::If', fc.oneof(fc.tuple(fc.constant('C'), some, some), some)),
      call('Fn::FindInMap', fc.oneof(fc.tuple(fc.constant('Map'), fc.constant('a'), some), some)),
      call('Fn::Select', fc.oneof(fc.tuple(fc.oneof(fc.integer(), some), fc.oneof(list, some)), some)),
      call('Fn::Split', fc.oneof(fc.tuple(fc.string(), some), some)),
      call('Fn::ImportValue', some),
      call('Fn::GetStackOutput', fc.oneof(fc.record({ StackName: some, OutputName: some }), some)),
      call('Fn::Transform', some),
    ),
  };
});

const read = (value: unknown) => placeOf(value, { Mappings: { Map: { a: { b: 1 } } }, Outputs: { X: { Value: value, Export: { Name: value } } } }, { Bucket: { Type: 'AWS::S3::Bucket' } });

test('every expression can be evaluated', () => {
  fc.assert(fc.property(expression, value => { readAll(read(value)); }), { numRuns: 500 });
});

test('a question and its opposite never both have the answer yes', () => {
  fc.assert(fc.property(expression, value => {
    const { asText } = read(value);
    expect(asText.is('a') && asText.differs('a')).toBe(false);
  }), { numRuns: 300 });
});

test('an absent value is neither given nor deferred', () => {
  fc.assert(fc.property(expression, value => {
    const place = read(value);
    expect(place.isAbsent && (place.isGiven || place.asText.isDeferred)).toBe(false);
  }), { numRuns: 300 });
});

test('a value in one branch of Fn::If has no more answers than the value alone', () => {
  fc.assert(fc.property(expression, expression, (value, other) => {
    const alone = read(value).asText;
    const branched = read({ 'Fn::If': ['C', value, other] }).asText;
    expect([false, alone.is('a')]).toContain(branched.is('a'));
  }), { numRuns: 300 });
});

function readAll(place: Node, depth = 0): void {
  const { asText, asNumber, asFlag, asPartialString: asPartialString, asAttribute, isGiven, isFilled, isSure, location, asList } = place;
  for (const value of [asText, asNumber, asFlag]) { expect(`${value}`).toEqual(expect.any(String)); }
  expect([asPartialString?.key ?? '', location.path, asAttribute?.attribute ?? ''].every(text => typeof text === 'string')).toBe(true);
  expect([isGiven, isFilled, isSure, asList.isKnown, asList.isComplete].every(answer => typeof answer === 'boolean')).toBe(true);
  if (depth > 3) { return; }
  for (const child of [...asList, ...place.keys.map(key => place.get(key)), place.get('A')]) { readAll(child, depth + 1); }
}
