import { MUTUAL_TLS_MODES, NO_MUTUAL_TLS, VERIFYING_SETTINGS } from '../../../facts/listener-authentication';
import { VERIFIES_CLIENTS } from '../../../facts/network-load-balancers';
import { defineRule } from '../rule';

const MODES = [NO_MUTUAL_TLS, ...MUTUAL_TLS_MODES];

export default defineRule({
  title: 'Mutual TLS has a valid mode, and a trust store if it verifies clients',
  severity: 'error',
  outcome: 'refused',
  why: 'In mode verify a listener checks client certificates against a trust store, which Elastic Load Balancing requires. It refuses a trust store and its settings in other modes.',
  fix: 'Set `mutualAuthentication` with `elbv2.MutualAuthenticationMode.VERIFY` and `trustStore`, or remove both. In CloudFormation: MutualAuthentication.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_MutualAuthenticationAttributes.html',

  subject: 'application',
  *check({ listeners }) {
    for (const { node } of listeners) {
      const settings = node.get('MutualAuthentication');
      const mode = settings.text('Mode');
      if (mode.isNoneOf(MODES)) {
        yield { location: settings.at('Mode'), message: `Mode of mutual TLS is "${mode}"; it must be ${MODES.join(', ')}` };
        continue;
      }
      if (mode.is(VERIFIES_CLIENTS) && settings.get('TrustStoreArn').isAbsent) {
        yield { location: settings.at('TrustStoreArn'), message: `Mode is ${VERIFIES_CLIENTS}, but TrustStoreArn is not set` };
      }
      if (!mode.differs(VERIFIES_CLIENTS)) { continue; }
      for (const key of VERIFYING_SETTINGS.filter(each => settings.get(each).isSure)) {
        yield { location: settings.at(key), message: `${key} needs Mode ${VERIFIES_CLIENTS}; it is ${mode}` };
      }
    }
  },

  scene: 'a Fargate service behind a load balancer',
  bad: {
    'a misspelled mode': { Listener: { MutualAuthentication: { Mode: 'verified' } } },
    'no trust store': { Listener: { MutualAuthentication: { Mode: 'verify' } } },
    'a trust store that is not used': { Listener: { MutualAuthentication: { Mode: 'passthrough', TrustStoreArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/web/0a1b2c3d4e5f6071' } } },
    'a misspelled mode with a trust store': { Listener: { MutualAuthentication: { Mode: 'verified', TrustStoreArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:truststore/web/0a1b2c3d4e5f6071' } } },
  },
  good: {
    'a trust store': { Listener: { MutualAuthentication: { Mode: 'verify', TrustStoreArn: { Ref: 'AParameter' }, IgnoreClientCertificateExpiry: true } } },
    'no verification': { Listener: { MutualAuthentication: { Mode: 'passthrough' } } },
    'a mode from a parameter': { Listener: { MutualAuthentication: { Mode: { Ref: 'AParameter' }, TrustStoreArn: { Ref: 'AParameter' } } } },
  },
});
