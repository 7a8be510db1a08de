import { REDIRECT_CODES, REDIRECT_PARTS, RESPONSE_FORMATS } from '../../../facts/listener-actions';
import { own } from '../../../facts/own';
import { Listener } from '../../model/entities/listener';
import type { Node } from '../../model/evaluation/node';
import { wrongValues } from '../../model/queries/value-format';
import { adminRule } from '../../scenes/extras';
import { defineRule, Violation } from '../rule';

const OVER_HTTP = { Port: 80, Protocol: 'HTTP', Certificates: undefined };

export default defineRule({
  title: 'Redirects change the address, and fixed responses have valid values',
  severity: 'error',
  outcome: 'refused',
  why: 'Elastic Load Balancing refuses a redirect that does not change protocol, host, port or path ("The redirect configuration is not valid because it creates a loop"), a redirect from HTTPS to HTTP, and a fixed response with an unsupported status or content type.',
  fix: "Redirect HTTP to HTTPS with `elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443' })`, as an exposure with a certificate does. For another setting, correct the value in the message. In CloudFormation: RedirectConfig, FixedResponseConfig.",
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html',

  subject: 'application',
  *check({ listenersAndRules }) {
    for (const listener of listenersAndRules) {
      for (const action of listener.actions.sure) { yield* [...wrongRedirect(action.get('RedirectConfig'), listener), ...wrongResponse(action.get('FixedResponseConfig'))]; }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a redirect that changes nothing': redirect({ StatusCode: 'HTTP_301' }),
    'a redirect that keeps all parts': redirect({ Protocol: '#{protocol}', Host: '#{host}', Port: '#{port}', Path: '/#{path}', Query: '#{query}' }),
    'a redirect to the protocol and port of the listener': redirect({ Protocol: 'HTTPS', Port: '443' }),
    'a redirect from HTTPS to HTTP': redirect({ Protocol: 'HTTP', Port: '80' }),
    'a status without its prefix': redirect({ Path: '/login', StatusCode: '301' }),
    'a fixed response with a redirect status': { Rule: response({ StatusCode: '302' }) },
    'a fixed response with an unsupported content type': { Rule: response({ StatusCode: '200', ContentType: 'application/xml' }) },
    'a long fixed response': { Rule: response({ StatusCode: '200', MessageBody: 'a'.repeat(1025) }) },
  },
  good: {
    'a redirect from HTTP to HTTPS': { ...redirect({ Protocol: 'HTTPS', Port: '443' }), Listener: OVER_HTTP },
    'a redirect from HTTP to HTTP on another port': { ...redirect({ Protocol: 'HTTP', Port: '8080' }), Listener: OVER_HTTP },
    'a redirect to another path': redirect({ Path: '/login', StatusCode: 'HTTP_302' }),
    'a redirect to another host': redirect({ Host: 'www.#{host}' }),
    'a redirect to another port': redirect({ Port: '8443' }),
    'a redirect with another query': redirect({ Query: 'a=b' }),
    'a redirect to a port from a parameter': redirect({ Protocol: 'HTTPS', Port: { Ref: 'Port' } }),
    'a redirect on an unknown listener': {
      Rule: { ...adminRule(), Properties: { ...adminRule({ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }).Properties, ListenerArn: { Ref: 'ListenerArn' } } },
    },
    'a fixed response': { Rule: response({ StatusCode: '503', ContentType: 'text/html', MessageBody: 'a\n'.repeat(512) }) },
    'a status from a parameter': { Rule: response({ StatusCode: { Ref: 'Status' } }) },
  },
});

function* wrongRedirect(config: Node, listener: Listener): Iterable<Violation> {
  if (!config.isGiven) { return; }
  const status = config.text('StatusCode');
  if (status.isNoneOf(REDIRECT_CODES)) { yield { location: config.at('StatusCode'), message: `StatusCode (${status}) of a redirect must be ${REDIRECT_CODES.join(' or ')}` }; }
  if (Object.entries(REDIRECT_PARTS).every(([part, kept]) => keeps(config, part, kept, listener))) {
    yield { location: config.location, message: 'the redirect leads to its own address; change its protocol, host, port or path' };
  }
  if (listener.protocol.is('HTTPS') && config.text('Protocol').is('HTTP')) {
    yield { location: config.at('Protocol'), message: 'the listener uses HTTPS, which cannot be redirected to HTTP; set Protocol to HTTPS' };
  }
}

/** Whether a redirect keeps a part of the address: with a placeholder, or with the value of the listener. */
function keeps(config: Node, part: string, kept: string, { protocol, port }: Listener): boolean {
  const ofListener = { Protocol: protocol.known, Port: port.known?.toString() };
  return config.text(part).orDefault(kept).isOneOf([kept, own(ofListener, part) ?? kept]);
}

function* wrongResponse(config: Node): Iterable<Violation> {
  yield* wrongValues(config, RESPONSE_FORMATS, () => 'the fixed response');
}

function redirect(config: object) { return { Rule: adminRule({ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', ...config } }) }; }

function response(FixedResponseConfig: object) { return adminRule({ Type: 'fixed-response', FixedResponseConfig }); }
