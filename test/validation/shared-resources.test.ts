import { validate } from '../../src/validation/engine/validate';
import type { TemplateSource } from '../../src/validation/model/evaluation/source';

const LISTENER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2';
const EXPORT = { Value: { Ref: 'Listener' }, Export: { Name: 'listener' } };

function stack(name: string, Resources: TemplateSource['template']['Resources'], Outputs?: TemplateSource['template']['Outputs']): TemplateSource {
  return { name, template: { Resources, Outputs } };
}

function ruleStack(name: string, ListenerArn: unknown): TemplateSource {
  return stack(name, { Rule: { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn, Priority: 10 } } });
}

function found(id: string, sources: readonly TemplateSource[]): string[] {
  return validate(sources).filter(({ rule }) => rule.id === id).map(({ template, logicalId }) => `${template}/${logicalId}`);
}

describe('listener-rule-priority across stacks', () => {
  test('reports two rules of a listener that is imported with its ARN', () => {
    expect(found('listener-rule-priority', [ruleStack('shop', LISTENER_ARN), ruleStack('bank', LISTENER_ARN)])).toEqual(['bank/Rule']);
  });

  test('reports two rules of a listener that another stack exports', () => {
    const platform = stack('platform', { Listener: { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {} } }, { Listener: EXPORT });
    const imported = { 'Fn::ImportValue': 'listener' };
    expect(found('listener-rule-priority', [platform, ruleStack('shop', imported), ruleStack('bank', imported)])).toEqual(['bank/Rule']);
  });

  test('reports nothing for listeners in different Regions', () => {
    const perRegion = { 'Fn::Sub': LISTENER_ARN.replace('eu-west-1', '${AWS::Region}') };
    expect(found('listener-rule-priority', [ruleStack('europe', perRegion), ruleStack('america', perRegion)])).toEqual([]);
  });
});

describe('service-name across stacks', () => {
  const service = (Cluster: unknown) => ({ Service: { Type: 'AWS::ECS::Service', Properties: { ServiceName: 'shop', Cluster } } });

  test('reports two services in a cluster that another stack exports', () => {
    const platform = stack('platform', { Cluster: { Type: 'AWS::ECS::Cluster' } }, { Cluster: { Value: { Ref: 'Cluster' }, Export: { Name: 'cluster' } } });
    const imported = { 'Fn::ImportValue': 'cluster' };
    expect(found('service-name', [platform, stack('shop', service(imported)), stack('bank', service(imported))])).toEqual(['bank/Service']);
  });

  test('reports nothing for clusters with one name, which may be in two Regions', () => {
    expect(found('service-name', [stack('europe', service('shared')), stack('america', service('shared'))])).toEqual([]);
  });
});
