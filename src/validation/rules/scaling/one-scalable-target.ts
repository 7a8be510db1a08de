import type { Resource } from '../../model/evaluation/resource';
import { repetitions } from '../../model/index/repetitions';
import { defineRule } from '../rule';

export default defineRule({
  title: 'A service has one scalable target',
  severity: 'warning',
  outcome: 'refused',
  why: 'Application Auto Scaling keeps one scalable target for a service and dimension, and updates it when it is registered again. Deployments with a second one were seen to fail; otherwise the last one sets the bounds of both, and deleting either ends scaling.',
  fix: 'Call `autoScale()` or `autoScaleTaskCount()` once for a service, and add all policies and schedules to its return value. In CloudFormation: one AWS::ApplicationAutoScaling::ScalableTarget.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-applicationautoscaling-scalabletarget.html',

  subject: 'application',
  *check(application) {
    const targets = application.scalableTargets.filter(({ isOfEcs }) => isOfEcs);
    for (const { again, first } of repetitions(targets.map(({ resource }) => resource), serviceOf)) {
      yield {
        location: again.at('ResourceId'),
        related: [first.at('ResourceId')],
        message: `ResourceId is the service of ${first.logicalId} too; a service has one scalable target`,
      };
    }
  },

  scene: 'an auto scaled Fargate service',
  bad: {
    'a second target': { Second: target({ 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }) },
    'two targets of a service outside the app': { ScalableTarget: { ResourceId: 'service/web/shop' }, Second: target('service/web/shop') },
  },
  good: {
    'a target of another service': { Second: target('service/web/another') },
    'a target under a condition': { ScalableTarget: { Condition: 'Small' }, Second: { ...target({ 'Fn::Sub': 'service/${Cluster}/${Service.Name}' }), Condition: 'Large' } },
    'two services from parameters': { ScalableTarget: { ResourceId: { Ref: 'One' } }, Second: target({ Ref: 'Other' }) },
    'two tables of DynamoDB with the same id': {
      ScalableTarget: { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:ReadCapacityUnits', ResourceId: 'table/orders' },
      Second: { ...target('table/orders', { ServiceNamespace: 'dynamodb', ScalableDimension: 'dynamodb:table:WriteCapacityUnits' }) },
    },
  },
});

/** The service by its resource id. The same names in two stacks may be of two accounts or Regions. */
function serviceOf({ properties, template }: Resource): string | undefined {
  const id = properties.partialString('ResourceId');
  return id?.isTraceable ? `${id.literal === undefined ? '' : template.name} ${id.key}` : undefined;
}

function target(ResourceId: unknown, more: object = {}) {
  return {
    Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
    Properties: { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount', ResourceId, MinCapacity: 2, MaxCapacity: 4, ...more },
  };
}
