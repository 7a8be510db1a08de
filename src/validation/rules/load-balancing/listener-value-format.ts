import { LISTENER_FORMATS } from '../../../facts/listener-values';
import { wrongValuesOfTypes } from '../../model/queries/value-format';
import { defineRule } from '../rule';

export default defineRule({
  title: 'Values of listeners and listener rules have a valid format',
  severity: 'error',
  outcome: 'refused',
  why: 'CloudFormation does not check these values. Elastic Load Balancing refuses the listener or the rule.',
  fix: 'Set the value in the format that the message names, such as with `elbv2.ListenerAction.redirect()` or `elbv2.SslPolicy`. In CloudFormation: the property that the message names.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html',

  subject: 'application',
  check(application) { return wrongValuesOfTypes(application, LISTENER_FORMATS); },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a redirect to a relative path': { Redirect: rule({ StatusCode: 'HTTP_301', Path: 'shop' }) },
    'a redirect to a named port': { Redirect: rule({ StatusCode: 'HTTP_301', Port: 'https' }) },
    'a security policy without its prefix': { Listener: { SslPolicy: 'TLS13-1-2-2021-06' } },
    'a condition on a field that AWS does not document': { Redirect: rule({ StatusCode: 'HTTP_301', Path: '/shop' }, { Field: 'cookie', Values: ['blue'] }) },
    'a bucket instead of a certificate': { Listener: { Certificates: [{ CertificateArn: 'arn:aws:s3:::certificates' }] } },
  },
  good: {
    'a redirect to another path and port': { Redirect: rule({ StatusCode: 'HTTP_301', Path: '/shop/#{path}', Port: 8443, Protocol: '#{protocol}' }) },
    'a security policy': { Listener: { SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' } },
    'a port from a parameter': { Redirect: rule({ StatusCode: 'HTTP_301', Port: { Ref: 'AParameter' } }) },
  },
});

function rule(RedirectConfig: object, condition: object = { Field: 'path-pattern', PathPatternConfig: { Values: ['/old'] } }): object {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
    Properties: { ListenerArn: { Ref: 'Listener' }, Priority: 1, Conditions: [condition], Actions: [{ Type: 'redirect', RedirectConfig }] },
  };
}
