import { Application } from '../../../src/validation/model/application';
import { appOf, placeOf, resourceIn, sourceOf, valueIn } from '../../support/model';

const BUCKET = { Bucket: { Type: 'AWS::S3::Bucket' } };
const subject = (value: unknown) => ({ Subject: { Type: 'Test::Subject', Properties: { Value: value } } });

describe('Ref', () => {
  test('of a resource resolves to it', () => {
    expect(placeOf({ Ref: 'Bucket' }, {}, BUCKET).asAttribute).toMatchObject({ resource: { logicalId: 'Bucket' }, attribute: 'Ref' });
  });

  test('of a resource is not a known string', () => { expect(placeOf({ Ref: 'Bucket' }, {}, BUCKET).asText.isDeferred).toBe(true); });
  test('of AWS::NoValue is absent', () => { expect(placeOf({ Ref: 'AWS::NoValue' }).isAbsent).toBe(true); });
  test('of a parameter is unknown, even with a default', () => { expect(placeOf({ Ref: 'Size' }, { Parameters: { Size: { Type: 'String', Default: '256' } } }).asText.isDeferred).toBe(true); });
  test('of a missing resource is unknown', () => { expect(placeOf({ Ref: 'Nothing' }).asText.isDeferred).toBe(true); });
  test('of the Region is unknown if the stack has no Region', () => { expect(placeOf({ Ref: 'AWS::Region' }).asText.isDeferred).toBe(true); });

  test('of the Region is known if the stack has a Region', () => {
    const application = new Application([{ ...sourceOf('template', subject({ Ref: 'AWS::Region' })), region: 'eu-west-1' }]);
    expect(valueIn(application).asText.known).toBe('eu-west-1');
  });
});

describe('Fn::GetAtt', () => {
  test.each([[['Bucket', 'Arn']], ['Bucket.Arn']])('resolves to a resource: %j', argument => {
    expect(placeOf({ 'Fn::GetAtt': argument }, {}, BUCKET).asAttribute).toMatchObject({ resource: { logicalId: 'Bucket' }, attribute: 'Arn' });
  });

  test('of a missing resource is unknown', () => { expect(placeOf({ 'Fn::GetAtt': ['Nothing', 'Arn'] }).asText.isDeferred).toBe(true); });
  test('with an expression as attribute is unknown', () => { expect(placeOf({ 'Fn::GetAtt': ['Bucket', { Ref: 'Key' }] }, {}, BUCKET).asAttribute).toBeUndefined(); });
});

describe('Fn::Sub', () => {
  test('of literals is a literal', () => { expect(placeOf({ 'Fn::Sub': 'plain' }).asText.known).toBe('plain'); });
  test('keeps an escaped brace', () => { expect(placeOf({ 'Fn::Sub': 'a ${!b} c' }).asText.known).toBe('a ${b} c'); });
  test('uses local variables first', () => { expect(placeOf({ 'Fn::Sub': ['${Bucket}/x', { Bucket: 'mine' }] }, {}, BUCKET).asText.known).toBe('mine/x'); });

  test('keeps the resources in it', () => {
    const partial = placeOf({ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Bucket}/${Bucket.Arn}' }, {}, BUCKET).asPartialString;
    expect(partial?.resources.map(({ logicalId }) => logicalId)).toEqual(['Bucket', 'Bucket']);
    expect(partial?.key).toBe('arn:${AWS::Partition}:s3:::${template#Bucket.Ref}/${template#Bucket.Arn}');
  });

  test('with a parameter is partly unknown', () => { expect(placeOf({ 'Fn::Sub': 'a-${Name}' }, { Parameters: { Name: {} } }).asPartialString?.isTraceable).toBe(false); });
});

describe('Fn::Join', () => {
  test('of literals is a literal', () => { expect(placeOf({ 'Fn::Join': ['-', ['a', 1, true]] }).asText.known).toBe('a-1-true'); });
  test('omits absent elements', () => { expect(placeOf({ 'Fn::Join': ['-', ['a', { Ref: 'AWS::NoValue' }, 'b']] }).asText.known).toBe('a-b'); });
  test('starts with the first present element', () => { expect(placeOf({ 'Fn::Join': ['-', [{ Ref: 'AWS::NoValue' }, 'a', 'b']] }).asText.known).toBe('a-b'); });
  test('of a dynamic reference in parts is unknown', () => { expect(placeOf({ 'Fn::Join': ['', ['{{re', 'solve:ssm:/a}}']] }).asText.isDeferred).toBe(true); });
  test('of one reference is that reference', () => { expect(placeOf({ 'Fn::Join': ['', [{ Ref: 'Bucket' }]] }, {}, BUCKET).asAttribute?.resource.logicalId).toBe('Bucket'); });
  test('of an unknown list is unknown', () => { expect(placeOf({ 'Fn::Join': ['', { Ref: 'List' }] }).asPartialString).toBeUndefined(); });
  test('of branches has a string for each', () => { expect(placeOf({ 'Fn::Join': ['', ['a', { 'Fn::If': ['C', 'b', 'c'] }]] }).asText.possible).toEqual(['ab', 'ac']); });

  test('of too many branches is not evaluated', () => {
    const branches = Array.from({ length: 6 }, (_, index) => ({ 'Fn::If': [`C${index}`, 'x', 'y'] }));
    expect(placeOf({ 'Fn::Join': ['', branches] }).asText.possible).toEqual([]);
  });
});

describe('Fn::If', () => {
  test('has the values of both branches', () => { expect(placeOf({ 'Fn::If': ['C', 'a', 'b'] }).asText.possible).toEqual(['a', 'b']); });
  test('of equal branches is known', () => { expect(placeOf({ 'Fn::If': ['C', 'a', 'a'] }).asText.known).toBe('a'); });
  test('with NoValue in one branch is neither absent nor given', () => {
    const place = placeOf({ 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] });
    expect([place.isAbsent, place.isGiven, place.asText.isOneOf(['a'])]).toEqual([false, false, false]);
  });

  test('in Fn::If has the values of all branches', () => { expect(placeOf({ 'Fn::If': ['C', 'a', { 'Fn::If': ['D', 'b', 'c'] }] }).asText.possible).toEqual(['a', 'b', 'c']); });
  test('of maps has the keys of both', () => { expect(placeOf({ 'Fn::If': ['C', { Size: 1 }, { Size: 2 }] }).number('Size').possible).toEqual([1, 2]); });
  test('of a map and NoValue has possible keys', () => { expect(placeOf({ 'Fn::If': ['C', { Size: 1 }, { Ref: 'AWS::NoValue' }] }).number('Size').is(1)).toBe(false); });
});

describe('Fn::FindInMap', () => {
  const Mappings = { Sizes: { 'prod': { cpu: 512 }, 'eu-west-1': { cpu: 256 } } };

  test('with literal keys is known', () => { expect(placeOf({ 'Fn::FindInMap': ['Sizes', 'prod', 'cpu'] }, { Mappings }).asNumber.known).toBe(512); });
  test('with a parameter as key is unknown', () => { expect(placeOf({ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'cpu'] }, { Mappings }).asNumber.isDeferred).toBe(true); });
  test('with a missing key is unknown', () => { expect(placeOf({ 'Fn::FindInMap': ['Sizes', 'test', 'cpu'] }, { Mappings }).asNumber.isDeferred).toBe(true); });
  test('without Mappings is unknown', () => { expect(placeOf({ 'Fn::FindInMap': ['Sizes', 'prod', 'cpu'] }).asNumber.isDeferred).toBe(true); });

  test('with a known Region is known', () => {
    const application = new Application([{
      ...sourceOf('template', subject({ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'cpu'] }), { Mappings }), region: 'eu-west-1',
    }]);
    expect(valueIn(application).asNumber.known).toBe(256);
  });
});

describe('Fn::Select and Fn::Split', () => {
  test('select from a list', () => { expect(placeOf({ 'Fn::Select': ['1', ['a', 'b']] }).asText.known).toBe('b'); });
  test('select from a split', () => { expect(placeOf({ 'Fn::Select': [2, { 'Fn::Split': ['/', 'a/b/c'] }] }).asText.known).toBe('c'); });
  test('select a reference', () => { expect(placeOf({ 'Fn::Select': [0, [{ Ref: 'Bucket' }]] }, {}, BUCKET).asAttribute?.resource.logicalId).toBe('Bucket'); });
  test.each([[5, ['a']], [0, { Ref: 'List' }], [{ Ref: 'Index' }, ['a']], [0, { 'Fn::Split': ['/', { Ref: 'Text' }] }]])('are unknown: %j of %j', (index, list) => {
    expect(placeOf({ 'Fn::Select': [index, list] }).asText.isDeferred).toBe(true);
  });

  test('select an unknown element after an element under a condition', () => {
    expect(placeOf({ 'Fn::Select': [1, [{ 'Fn::If': ['C', 'a', { Ref: 'AWS::NoValue' }] }, 'b', 'c']] }).asText.isDeferred).toBe(true);
  });

  test('split a join of references', () => {
    const joined = { 'Fn::Join': [',', [{ Ref: 'Bucket' }, 'b']] };
    expect(placeOf({ 'Fn::Select': [0, { 'Fn::Split': [',', joined] }] }, {}, BUCKET).asAttribute?.resource.logicalId).toBe('Bucket');
    expect(placeOf({ 'Fn::Split': [',', joined] }, {}, BUCKET).asList.texts).toEqual(['b']);
  });

  test('do not split a reference that may contain the separator', () => {
    expect(placeOf({ 'Fn::Split': ['/', { 'Fn::Join': ['/', [{ Ref: 'Bucket' }, 'b']] }] }, {}, BUCKET).asList.isKnown).toBe(false);
  });

  test('split into a list', () => { expect(placeOf({ 'Fn::Split': [',', 'a,b'] }).asList.texts).toEqual(['a', 'b']); });
});

describe('Fn::ImportValue', () => {
  const exporting = (name: unknown, value: unknown) => sourceOf('exporting', BUCKET, { Outputs: { Out: { Value: value, Export: { Name: name } } } });
  const importing = sourceOf('importing', subject({ 'Fn::ImportValue': 'TheBucket' }));

  test('resolves to the other stack', () => {
    expect(valueIn(new Application([importing, exporting('TheBucket', { Ref: 'Bucket' })])).asAttribute?.resource.template.name).toBe('exporting');
  });

  test('is a literal if the export is one', () => { expect(valueIn(new Application([exporting('TheBucket', 'b'), importing])).asText.known).toBe('b'); });
  test('of an export outside the app is unknown', () => { expect(valueIn(new Application([importing])).asText.isDeferred).toBe(true); });
  test('of an export with an unknown name is unknown', () => { expect(valueIn(new Application([importing, exporting({ Ref: 'Name' }, 'b')])).asText.isDeferred).toBe(true); });

  test('does not resolve across Regions', () => {
    const application = new Application([{ ...importing, region: 'eu-west-1' }, { ...exporting('TheBucket', 'b'), region: 'us-east-1' }]);
    expect(valueIn(application).asText.isDeferred).toBe(true);
  });

  test('of two exports with one name is unknown', () => {
    expect(valueIn(new Application([importing, exporting('TheBucket', 'a'), { ...exporting('TheBucket', 'b'), name: 'second' }])).asText.isDeferred).toBe(true);
  });

  test('is followed from stack to stack', () => {
    const middle = sourceOf('middle', {}, { Outputs: { Out: { Value: { 'Fn::ImportValue': 'First' }, Export: { Name: 'TheBucket' } } } });
    expect(valueIn(new Application([importing, middle, exporting('First', { Ref: 'Bucket' })])).asAttribute?.resource.logicalId).toBe('Bucket');
  });

  test('in a cycle is unknown', () => {
    const self = sourceOf('self', subject({ 'Fn::ImportValue': 'A' }), { Outputs: { Out: { Value: { 'Fn::ImportValue': 'A' }, Export: { Name: 'A' } } } });
    expect(valueIn(new Application([self])).asText.isDeferred).toBe(true);
  });
});

describe('Fn::GetStackOutput', () => {
  const producing = sourceOf('producing', BUCKET, { Outputs: { Out: { Value: { Ref: 'Bucket' } } } });
  const consuming = sourceOf('consuming', subject({ 'Fn::GetStackOutput': { StackName: 'producing', OutputName: 'Out' } }));

  test('resolves to the other stack', () => { expect(valueIn(new Application([consuming, producing])).asAttribute?.resource.logicalId).toBe('Bucket'); });
  test('of a stack outside the app is unknown', () => { expect(valueIn(new Application([consuming])).asText.isDeferred).toBe(true); });
  test('of two stacks with one name is unknown', () => {
    expect(valueIn(new Application([consuming, producing, { ...producing, name: 'second' }])).asText.isDeferred).toBe(true);
  });
});

describe('a nested stack', () => {
  const stack = (Parameters: object) => ({ Nested: { Type: 'AWS::CloudFormation::Stack', Properties: { Parameters } } });
  const child = (value: unknown, rest = {}) => ({ ...sourceOf('child', subject(value), rest), nestedIn: { parent: 'parent', logicalId: 'Nested' } });

  test('has the parameters that its parent passes', () => {
    const application = new Application([sourceOf('parent', { ...BUCKET, ...stack({ Name: { Ref: 'Bucket' } }) }), child({ Ref: 'Name' }, { Parameters: { Name: {} } })]);
    expect(valueIn(application).asAttribute?.resource.template.name).toBe('parent');
  });

  test('has a list that its parent passes', () => {
    const joined = { 'Fn::Join': [', ', [{ Ref: 'Bucket' }, 'b']] };
    const application = new Application([sourceOf('parent', { ...BUCKET, ...stack({ Names: joined }) }), child({ Ref: 'Names' }, { Parameters: { Names: { Type: 'CommaDelimitedList' } } })]);
    const [first, second] = [...valueIn(application).asList];
    expect([first.asAttribute?.resource.logicalId, second.asText.known]).toEqual(['Bucket', 'b']);
  });

  test('does not use the name of a Parameter Store parameter as its value', () => {
    const Parameters = { Name: { Type: 'AWS::SSM::Parameter::Value<String>' } };
    expect(valueIn(new Application([sourceOf('parent', stack({ Name: '/name' })), child({ Ref: 'Name' }, { Parameters })])).asText.isDeferred).toBe(true);
  });

  test('has an unknown value for a parameter with a default that the parent does not pass', () => {
    const application = new Application([sourceOf('parent', stack({})), child({ Ref: 'Name' }, { Parameters: { Name: { Default: 'x' } } })]);
    expect(valueIn(application).asText.isDeferred).toBe(true);
  });

  test('passes its outputs to its parent', () => {
    const parent = sourceOf('parent', { ...stack({}), ...subject({ 'Fn::GetAtt': ['Nested', 'Outputs.Out'] }) });
    const nested = { ...sourceOf('child', BUCKET, { Outputs: { Out: { Value: { Ref: 'Bucket' } } } }), nestedIn: { parent: 'parent', logicalId: 'Nested' } };
    expect(valueIn(new Application([parent, nested])).asAttribute?.resource.template.name).toBe('child');
  });

  test('without a template has unknown outputs', () => {
    expect(valueIn(appOf({ ...stack({}), ...subject({ 'Fn::GetAtt': ['Nested', 'Outputs.Out'] }) })).asText.isDeferred).toBe(true);
  });
});

describe('a placeholder', () => {
  test.each(['{{resolve:ssm:/size}}', 'vpc-12345', 'dummy-value-for-/size'])('is unknown: %s', text => { expect(placeOf(text).asText.isDeferred).toBe(true); });
});

test.each([{ 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, { 'Fn::GetAZs': '' }, { 'Fn::Transform': { Name: 'X' } }, { 'Fn::Base64': 'x' }])('other functions are not evaluated: %j', expression => {
  expect(placeOf(expression).asText.isDeferred).toBe(true);
});

describe('a template with a macro may have unknown properties in addition to the literal ones', () => {
  test.each<[string, object, object]>([
    ['of the account', { Transform: ['AWS::Serverless-2016-10-31', 'Ours'] }, {}],
    ['with a name from a parameter', { Transform: { Name: { Ref: 'Macro' } } }, {}],
    ['in the resources', {}, { 'Fn::Transform': { Name: 'Ours' } }],
  ])('%s', (_, rest, resources) => expect(placeOf({ Size: 1 }, rest, resources as never).keys.concat(otherOf(rest, resources))).toEqual(['Size', 'not known']));

  test.each<[string, object]>([
    ['an AWS transform', { Transform: 'AWS::LanguageExtensions' }],
    ['an include, which only adds its contents', { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/more.yaml' } } }],
    ['no macro', {}],
  ])('but not with %s', (_, rest) => expect(otherOf(rest)).toBe('absent'));

  function otherOf(rest: object, resources: object = {}): string {
    return placeOf({ Size: 1 }, rest, resources as never).get('Other').isAbsent ? 'absent' : 'not known';
  }
});

test('a resource with properties from a macro has unknown keys', () => {
  const application = appOf({ Bucket: { Type: 'AWS::S3::Bucket', Properties: { 'Fn::Transform': { Name: 'X' }, 'BucketName': 'b' } } });
  const { properties } = resourceIn(application, 'Bucket');
  expect([properties.text('BucketName').known, properties.get('Other').isAbsent]).toEqual(['b', false]);
});
