import type { Resource } from '../../model/evaluation/resource';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A scalable target depends on its service, and a scaling policy on its scalable target',
  severity: 'warning',
  outcome: 'refused',
  why: 'A ResourceId with the name of the service is no dependency on the resource that must exist before. Application Auto Scaling refuses a scalable target of a service that does not exist ("ECS service doesn\'t exist"), and a scaling policy without a scalable target ("No scalable target registered").',
  fix: 'Use `service.autoScaleTaskCount()`, or pass `scalingTarget` to the policy. In CloudFormation: set ScalingTargetId of the policy to the Ref of the scalable target, and use Fn::GetAtt Service.Name in its ResourceId; or add DependsOn.',
  docs: 'https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScalingPolicy.html',

  subject: 'scalableTarget',
  *check(target) {
    const { resource, service } = target;
    if (service && !resource.waitsFor(service)) { yield tooEarly(resource, service, 'the service that it scales'); }
    for (const policy of target.policiesByResourceId) {
      if (policy.coexistsWith(resource) && !policy.waitsFor(resource)) { yield tooEarly(policy, resource, 'the scalable target with the same ResourceId'); }
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a scaling policy beside the scalable target': { ScaleOnCpu: besideTarget({ Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }) },
    'a scaling policy with the same literal': {
      ScalableTarget: { ResourceId: 'service/web/shop' }, ScaleOnCpu: besideTarget('web', 'shop'),
    },
    'a scalable target with the name of the service': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/shop' } }, Service: { ServiceName: 'shop', DependsOn: ['Providers'] } },
    'a scalable target with the names': { ScalableTarget: { ResourceId: 'service/web/shop' }, Service: { Cluster: 'web', ServiceName: 'shop', DependsOn: [] } },
  },
  good: {
    'a scaling policy with DependsOn': { ScaleOnCpu: { ...besideTarget({ Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }), DependsOn: ['ScalableTarget'] } },
    'a scalable target of another cluster': {
      ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Other}/shop' } }, Service: { ServiceName: 'shop' }, Other: { Type: 'AWS::ECS::Cluster', Properties: {} }, Maker: maker('Other'),
    },
    'a scalable target of another service': { ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/shop' } }, Service: { ServiceName: 'web' }, Maker: maker('Cluster') },
    'a scaling policy with a dimension from a parameter': { ScaleOnCpu: { ...besideTarget({ Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }), ScalableDimension: { Ref: 'AParameter' } } },
    'a scaling policy under a condition': { ScaleOnCpu: { ...besideTarget({ Ref: 'Cluster' }, { 'Fn::GetAtt': ['Service', 'Name'] }), Condition: 'Scaled' } },
    'a ResourceId from a parameter': { ScaleOnCpu: { ...besideTarget({ Ref: 'Cluster' }, { Ref: 'AParameter' }) }, ScalableTarget: { ResourceId: { 'Fn::Sub': 'service/${Cluster}/${AParameter}' } } },
    'a scalable target with the names and DependsOn': {
      ScalableTarget: { ResourceId: 'service/web/shop', DependsOn: ['Service'] }, Service: { Cluster: 'web', ServiceName: 'shop', DependsOn: [] },
    },
  },
});

function tooEarly(late: Resource, first: Resource, what: string) {
  return {
    location: late.dependsOnPlace,
    related: [first.at('')],
    message: `${late.logicalId} does not depend on ${first.logicalId}, ${what}: CloudFormation may create it first, which AWS refuses`,
  };
}

/** A change to a scaling policy that names the service instead of the scalable target. */
function besideTarget(cluster: unknown, service: unknown) {
  return {
    ScalingTargetId: undefined,
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: { 'Fn::Join': ['/', ['service', cluster, service]] },
  };
}

/** A custom resource that creates services in a cluster. */
function maker(cluster: string) { return { Type: 'Custom::Service', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:maker', Cluster: { Ref: cluster } } }; }
