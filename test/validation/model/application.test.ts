import { Application } from '../../../src/validation/model/application';
import { servicesBehind, servicesRunning } from '../../../src/validation/model/queries/services';
import { appOf, resourceIn, sourceOf } from '../../support/model';

const service = (properties: object, rest: object = {}) => ({ Type: 'AWS::ECS::Service', Properties: properties, ...rest });
const TASK = { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'web' } } };

describe('the resources that refer to a resource', () => {
  test('are found by Ref from another stack', () => {
    const application = new Application([
      sourceOf('tasks', TASK, { Outputs: { Task: { Value: { Ref: 'Task' }, Export: { Name: 'Task' } } } }),
      sourceOf('services', { A: service({ TaskDefinition: { 'Fn::ImportValue': 'Task' } }), B: service({ TaskDefinition: { 'Fn::ImportValue': 'Task' } }) }),
    ]);
    expect(servicesRunning(application.taskDefinitions[0]).map(({ resource }) => resource.logicalId)).toEqual(['A', 'B']);
  });

  test('are not found through a parameter', () => {
    expect(servicesRunning(appOf({ ...TASK, A: service({ TaskDefinition: { Ref: 'Parameter' } }) }).taskDefinitions[0])).toEqual([]);
  });

  test('are returned once, for any number of references', () => {
    const attachment = { ContainerName: 'web', ContainerPort: 80, TargetGroupArn: { Ref: 'Targets' } };
    const application = appOf({ Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' }, A: service({ LoadBalancers: [attachment, attachment] }) });
    expect(servicesBehind(application.targetGroups[0], application)).toHaveLength(1);
  });

  test('are computed once for all targets', () => {
    let asked = 0;
    const application = appOf({ ...TASK, A: service({}), B: service({}) });
    const pointsAt = () => { asked += 1; return []; };
    for (let times = 0; times < 3; times++) { application.pointingAt(resourceIn(application, 'Task'), 'AWS::ECS::Service', pointsAt); }
    expect(asked).toBe(2);
  });
});

describe('a name', () => {
  const byName = (taskDefinition: string) => appOf({ ...TASK, A: service({ TaskDefinition: taskDefinition }) }).services[0].taskDefinition;

  test('resolves to the resource with the name', () => { expect(byName('web')?.resource.logicalId).toBe('Task'); });
  test('with a revision may be another resource', () => { expect(byName('web:3')).toBeUndefined(); });
  test('in an ARN may be in another account', () => { expect(byName('arn:aws:ecs:eu-west-1:111122223333:task-definition/web')).toBeUndefined(); });

  test('of two resources does not resolve', () => {
    const { services: [first] } = appOf({ ...TASK, Twin: TASK.Task, A: service({ TaskDefinition: 'web' }) });
    expect(first.taskDefinition).toBeUndefined();
  });

  test('does not resolve to another Region', () => {
    const application = new Application([
      { ...sourceOf('tasks', TASK), region: 'us-east-1' }, { ...sourceOf('services', { A: service({ TaskDefinition: 'web' }) }), region: 'eu-west-1' },
    ]);
    expect(application.services[0].taskDefinition).toBeUndefined();
  });
});

describe('a name that is generated at deployment', () => {
  const NAME = { 'Fn::Sub': '${AWS::Region}-web' };
  const tasks = sourceOf('tasks', { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: NAME } } });
  const services = { A: service({ TaskDefinition: NAME }) };

  test('resolves to the resource in its template', () => {
    expect(new Application([{ ...tasks, template: { Resources: { ...tasks.template.Resources, ...services } } }]).services[0].taskDefinition?.resource.logicalId).toBe('Task');
  });

  test('does not resolve to another stack', () => { expect(new Application([tasks, sourceOf('services', services)]).services[0].taskDefinition).toBeUndefined(); });
});

describe('an ARN', () => {
  const ECS = 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:';
  const leads = (arn: string) => appOf({ Cluster: { Type: 'AWS::ECS::Cluster' }, A: service({ Cluster: { 'Fn::Sub': arn } }) }).services[0].cluster !== undefined;

  test('resolves to the resource in it', () => { expect(leads(`${ECS}cluster/\${Cluster}`)).toBe(true); });
  test.each([`${ECS}cluster/\${Cluster}-2`, `${ECS}cluster/a-\${Cluster}`, 'cluster/${Cluster}', `${ECS}cluster/\${Cluster.Arn}`])('with other text does not resolve: %s', arn => {
    expect(leads(arn)).toBe(false);
  });
});

test('a resource has one view', () => {
  const application = appOf(TASK);
  expect(application.taskDefinitions[0]).toBe(application.taskDefinitions[0]);
});

test('a memo is computed once', () => {
  let asked = 0;
  const application = appOf({});
  const count = () => asked += 1;
  application.memo(count);
  expect(application.memo(count)).toBe(1);
});

test('a value that is not a resource is ignored', () => {
  const application = new Application([{ name: 'odd', template: { Resources: { 'Fn::ForEach::X': ['A', [], {}], 'Null': null, 'Plain': {} } as never } }]);
  expect(application.templates[0].resources.size).toBe(0);
});

describe('the order of creation', () => {
  const waits = (a: object, others: Record<string, object>) => {
    const application = appOf({ A: { Type: 'A', ...a }, B: { Type: 'B' }, ...others } as never);
    return resourceIn(application, 'A').waitsFor(resourceIn(application, 'B'));
  };

  test.each([
    ['DependsOn', { DependsOn: 'B' }],
    ['DependsOn with a list', { DependsOn: ['C', 'B'] }],
    ['Ref', { Properties: { X: [{ Y: { Ref: 'B' } }] } }],
    ['Fn::GetAtt', { Properties: { X: { 'Fn::GetAtt': ['B', 'Arn'] } } }],
    ['Fn::GetAtt in short', { Properties: { X: { 'Fn::GetAtt': 'B.Arn' } } }],
    ['Fn::Sub', { Properties: { X: { 'Fn::Sub': 'a ${B.Arn} c' } } }],
    ['one branch of Fn::If', { Properties: { X: { 'Fn::If': ['C', { Ref: 'B' }, 'x'] } } }],
  ])('is determined by %s', (_, a) => { expect(waits(a, {})).toBe(true); });

  test('is determined through other resources', () => { expect(waits({ DependsOn: 'C' }, { C: { Type: 'C', Properties: { X: { Ref: 'B' } } } })).toBe(true); });
  test('does not exist without references', () => { expect(waits({ Properties: { X: 'B' } }, {})).toBe(false); });
  test('is computed even with a cycle', () => { expect(waits({ DependsOn: 'C' }, { C: { Type: 'C', DependsOn: 'A' } })).toBe(false); });
});

describe('resources under conditions', () => {
  const coexist = (a: object, b: object) => {
    const application = appOf({ A: { Type: 'A', ...a }, B: { Type: 'B', ...b } });
    return resourceIn(application, 'A').coexistsWith(resourceIn(application, 'B'));
  };

  test('always exist together without conditions', () => { expect(coexist({}, {})).toBe(true); });
  test('always exist together under the same condition', () => { expect(coexist({ Condition: 'C' }, { Condition: 'C' })).toBe(true); });
  test('may exist separately under two conditions', () => { expect(coexist({ Condition: 'C' }, { Condition: 'D' })).toBe(false); });
  test('may exist separately if one has no condition', () => { expect(coexist({ Condition: 'C' }, {})).toBe(false); });
});

test('references in two properties of one type are told apart', () => {
  const application = appOf({ A: { Type: 'T::A' }, B: { Type: 'T::B' }, Both: { Type: 'T::C', Properties: { First: { Ref: 'A' }, Second: { Ref: 'B' } } } });
  const found = (key: string, target: string) => application.referringTo(resourceIn(application, target), 'T::C', key).length;
  expect([found('First', 'A'), found('First', 'B'), found('Second', 'A'), found('Second', 'B')]).toEqual([1, 0, 0, 1]);
});

test('an unknown reference in one property says nothing about another property', () => {
  const application = appOf({ A: { Type: 'AWS::EC2::VPC' }, C: { Type: 'T::C', Properties: { First: { Ref: 'A' }, Second: { Ref: 'Parameter' } } } });
  expect([application.mayReferToAny('T::C', 'First'), application.mayReferToAny('T::C', 'Second')]).toEqual([false, true]);
});
