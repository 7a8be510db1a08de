import { defineRule } from '../rule';

export default defineRule({
  title: 'A service waits for the listener that forwards to its target group',
  severity: 'warning',
  outcome: 'refused',
  why: 'CloudFormation creates the two in any order, and ECS refuses a service whose target group no listener forwards to yet. It is a race that is won most of the time.',
  fix: 'Add the listener, or the listener rule, to DependsOn of the service; in the CDK: service.node.addDependency(listener).',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',

  subject: 'launch',
  *check({ attachments, resource }) {
    for (const { targetGroup, node } of attachments) {
      if (!targetGroup || targetGroup.mayHaveOtherForwarders) { continue; }
      const { forwarders } = targetGroup;
      const couldRace = forwarders.every(forwarder => forwarder.template === resource.template && forwarder.coexistsWith(resource));
      const [first] = forwarders;
      if (first && couldRace && !forwarders.some(forwarder => resource.waitsFor(forwarder))) {
        yield { location: node.at('TargetGroupArn'), message: `does not wait for ${first.logicalId}, which puts its target group behind a load balancer` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: { 'no dependency': { Service: { DependsOn: ['Providers'] } } },
  good: {
    'a second listener that may forward to it': {
      Service: { DependsOn: ['Providers', 'Second'] },
      Second: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: { Ref: 'Balancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'AParameter' } }],
        },
      },
    },
    'a dependency through something else': {
      Service: { DependsOn: ['Providers', 'Parameter'] },
      Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { Ref: 'Listener' } } },
    },
  },
});
