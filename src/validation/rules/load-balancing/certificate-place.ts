import { placeOfArn } from '../../../facts/arns';
import { places } from '../../model/evaluation/places';
import { defineRule } from '../rule';

/** The resources with the certificates of listeners. */
const LISTENERS = ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerCertificate'] as const;

export default defineRule({
  title: 'The certificates of a listener are in its Region and account',
  severity: 'error',
  outcome: 'refused',
  why: 'A load balancer can use only ACM certificates in its own Region and account. A certificate for CloudFront is in us-east-1.',
  fix: 'Request the certificate in the Region of the load balancer: `new acm.Certificate()` in the same stack. In CloudFormation: CertificateArn.',
  docs: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html',

  subject: 'application',
  *check(application) {
    for (const listener of LISTENERS.flatMap(type => application.ofType(type))) {
      const { region, account } = listener.template.source;
      for (const certificate of places(listener.properties, 'Certificates/*/CertificateArn')) {
        const arn = certificate.asText.known ?? '';
        const place = arn.includes(':acm:') ? placeOfArn(arn) : undefined;
        if (place && region !== undefined && place.region !== region) {
          yield { location: certificate.location, message: `listener ${listener.logicalId} uses a certificate in ${place.region}, but the load balancer is in ${region}; use a certificate in ${region}` };
        } else if (place && account !== undefined && place.account !== account) {
          yield { location: certificate.location, message: `listener ${listener.logicalId} uses a certificate of account ${place.account}, but the load balancer is in account ${account}; use a certificate of that account` };
        }
      }
    }
  },

  scene: 'a Fargate service in a known Region',
  bad: {
    'another Region': { Listener: listenerWith('arn:aws:acm:us-east-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666') },
    'another account': { Listener: listenerWith('arn:aws:acm:eu-west-1:444455556666:certificate/4f5e8c1a-1111-2222-3333-444455556666') },
    'an additional certificate in another Region': {
      Further: {
        Type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
        Properties: {
          ListenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2',
          Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }],
        },
      },
    },
  },
  good: {
    'the same Region': { Listener: listenerWith('arn:aws:acm:eu-west-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666') },
    'an IAM server certificate': { Listener: listenerWith('arn:aws:iam::111122223333:server-certificate/shop') },
    'a certificate from a parameter': { Listener: listenerWith({ Ref: 'CertificateArn' }) },
    'a stack for any Region': {
      scene: 'a Fargate service behind a load balancer',
      change: { Listener: { Certificates: [{ CertificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/4f5e8c1a-1111-2222-3333-444455556666' }] } },
    },
  },
});

function listenerWith(CertificateArn: unknown) {
  return {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188',
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn }],
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    },
  };
}
