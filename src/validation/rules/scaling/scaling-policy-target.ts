import { POLICY_RESOURCE } from '../../../facts/scaling';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A scaling policy names its scalable target in one way, completely',
  severity: 'error',
  outcome: 'refused',
  why: 'A scaling policy belongs to the scalable target with its resource id, dimension and namespace. Without one of them Application Auto Scaling refuses the policy. CloudFormation documents that ScalingTargetId cannot be combined with the three others.',
  fix: 'Pass `scalingTarget` to the policy, or use the methods of `autoScaleTaskCount()`. In CloudFormation: set ScalingTargetId to the Ref of the scalable target, and remove ResourceId, ScalableDimension and ServiceNamespace.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalingpolicy.html',

  subject: 'scalingPolicy',
  *check({ node, namesNothing }) {
    const id = node.get('ScalingTargetId');
    const missing = POLICY_RESOURCE.filter(key => node.get(key).isAbsent);
    if (namesNothing) {
      yield { location: node.at('ScalingTargetId'), message: `the policy has neither ScalingTargetId nor ${POLICY_RESOURCE.join(', ')}, so it belongs to no scalable target` };
    } else if (id.isAbsent && missing.length > 0) {
      yield { location: node.at(missing[0]), message: `the policy has no ScalingTargetId and no ${missing.join(' or ')}; set ScalingTargetId to the Ref of the scalable target` };
    }
    const [both] = POLICY_RESOURCE.filter(key => id.isSure && node.get(key).isSure);
    if (both !== undefined) { yield { location: node.at(both), severity: 'warning', message: `the policy has ScalingTargetId and ${both}, of which only one may be set; remove ${both}` }; }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'nothing': { ScaleOnCpu: { ScalingTargetId: undefined } },
    'no namespace': { ScaleOnCpu: { ScalingTargetId: undefined, ResourceId: 'service/web/shop', ScalableDimension: 'ecs:service:DesiredCount' } },
    'both': { ScaleOnCpu: { ServiceNamespace: 'ecs' } },
  },
  good: {
    'a target from a parameter': { ScaleOnCpu: { ScalingTargetId: { Ref: 'AParameter' } } },
    'a target or the names': {
      ScaleOnCpu: {
        ScalingTargetId: { 'Fn::If': ['Own', { Ref: 'ScalableTarget' }, { Ref: 'AWS::NoValue' }] },
        ResourceId: { 'Fn::If': ['Own', { Ref: 'AWS::NoValue' }, 'service/web/shop'] },
        ScalableDimension: { 'Fn::If': ['Own', { Ref: 'AWS::NoValue' }, 'ecs:service:DesiredCount'] },
        ServiceNamespace: { 'Fn::If': ['Own', { Ref: 'AWS::NoValue' }, 'ecs'] },
      },
    },
    'the names of the target': {
      ScaleOnCpu: { ScalingTargetId: undefined, ResourceId: 'service/web/shop', ScalableDimension: 'ecs:service:DesiredCount', ServiceNamespace: 'ecs' },
    },
  },
});
