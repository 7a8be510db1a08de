import type { Application } from '../../model/application';
import { Listener } from '../../model/entities/listener';
import { TargetGroup } from '../../model/entities/target-group';
import type { Resource } from '../../model/evaluation/resource';
import { forwardsOf } from '../../model/queries/forwards';
import { servicesBehind } from '../../model/queries/services';
import { defineRule } from '../rule';

const HTTP = { Protocol: 'HTTP', Port: 80, Certificates: undefined };
const REDIRECT = { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } };
const REDIRECTING = { Type: Listener.TYPE, Properties: { LoadBalancerArn: { Ref: 'Balancer' }, Port: 80, Protocol: 'HTTP', DefaultActions: [REDIRECT] } };
const RULE = {
  Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  Properties: {
    ListenerArn: { Ref: 'Http' },
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
    Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
  },
};

export default defineRule({
  title: 'Clients of public load balancers connect over HTTPS',
  severity: 'warning',
  outcome: 'insecure',
  why: 'Requests and responses cross the internet in plain text. Security Hub reports it (ELB.1, ELB.18).',
  fix: 'Set `certificate` or `domainName` and `domainZone` of Exposure.publicAlb(), or give the listener a certificate, and redirect port 80 with `ListenerAction.redirect({ protocol: \'HTTPS\' })`. In CloudFormation: Protocol and DefaultActions of the listener.',
  docs: 'https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html',

  subject: 'application',
  *check(application) {
    for (const listener of application.listenersAndRules) {
      if (!listener.protocol.is('HTTP') || !isPublic(listener)) { continue; }
      const forward = forwardsOf(listener, application).known.find(({ group }) => isOfService(group, application));
      if (forward) {
        yield {
          location: listener.actionsPlace.location,
          related: [forward.group.at('')],
          message: `${listener.resource.logicalId} forwards HTTP requests from the internet to the tasks; use HTTPS, and redirect HTTP to it`,
        };
      }
    }
  },

  scene: 'a secured Fargate service behind a public load balancer',
  bad: {
    'HTTP': { Listener: HTTP },
    'HTTP of a listener rule': { Http: REDIRECTING, Rule: RULE },
  },
  good: {
    'HTTPS, and HTTP that redirects': { Http: REDIRECTING },
    'HTTP of an internal load balancer': { Balancer: { Scheme: 'internal' }, Listener: HTTP },
    'HTTP, with a scheme from a parameter': { Balancer: { Scheme: { Ref: 'Scheme' } }, Listener: HTTP },
  },
});

function isPublic({ loadBalancer }: Listener): boolean { return loadBalancer?.scheme.is('internet-facing') === true; }

function isOfService(group: Resource, application: Application): boolean {
  return servicesBehind(application.view(TargetGroup, group), application).length > 0;
}
