import { keyAt } from '../../model/iam/key';
import type { List } from '../../model/node';
import { places } from '../../model/places';
import { defineRule } from '../rule';

const TAG = { key: 'AmazonECSManaged', value: 'true' };

const authority = (tags: object) => ({
  Type: 'AWS::ACMPCA::CertificateAuthority',
  Properties: { KeyAlgorithm: 'RSA_2048', SigningAlgorithm: 'SHA256WITHRSA', Type: 'ROOT', Subject: { CommonName: 'web' }, UsageMode: 'SHORT_LIVED_CERTIFICATE', ...tags },
});
const encrypted = (tls: object) => ({ ServiceConnectConfiguration: { Services: { 0: { Tls: tls } } } });

export default defineRule({
  title: 'ECS can issue and keep the certificates of Service Connect',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS gets a certificate for each endpoint before it starts tasks; AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity allows only authorities that carry the tag.',
  fix: 'Tag the authority AmazonECSManaged=true, name an infrastructure role, and use a symmetric key.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html',

  subject: 'service',
  *check(service) {
    for (const tls of places(service.node, 'ServiceConnectConfiguration/Services/*/Tls').filter(({ isFilled }) => isFilled)) {
      const arn = tls.get('IssuerCertificateAuthority').get('AwsPcaAuthorityArn');
      const issuer = arn.asAttribute?.resource;
      const key = keyAt(tls.get('KmsKey'));
      if (issuer?.type === 'AWS::ACMPCA::CertificateAuthority' && lacksTag(issuer.properties.list('Tags'))) {
        yield { location: arn.location, message: `the certificates of Service Connect are issued by ${issuer.logicalId}, which is not tagged ${TAG.key}=${TAG.value}` };
      }
      if (key?.properties.text('KeySpec').differs('SYMMETRIC_DEFAULT')) {
        yield { location: tls.at('KmsKey'), message: `the certificates of Service Connect are kept under ${key.logicalId}, a key of ${key.properties.text('KeySpec')}, which is not symmetric` };
      }
      if (tls.get('RoleArn').isAbsent && arn.isGiven) {
        yield { location: tls.location, message: 'no role is named with which ECS gets the certificates of Service Connect', severity: 'warning' };
      }
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'an authority without the tag': { Authority: { Tags: undefined } },
    'an authority with the tag of another value': { Authority: { Tags: [{ Key: 'AmazonECSManaged', Value: 'false' }] } },
    'a key pair': {
      Service: encrypted({ KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT', KeyPolicy: { Ref: 'AParameter' } } },
    },
    'no role': { Service: encrypted({ RoleArn: undefined }) },
  },
  good: {
    'an authority of the account': {
      Service: encrypted({ IssuerCertificateAuthority: { AwsPcaAuthorityArn: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/4f5e8c1a-1111-2222-3333-444455556666' } }),
    },
    'another authority with the tag': { Authority: authority({ Tags: [{ Key: 'AmazonECSManaged', Value: 'true' }, { Key: 'team', Value: 'web' }] }) },
  },
});

function lacksTag(tags: List): boolean {
  const isOther = tags.map(tag => tag.text('Key').differs(TAG.key) || tag.text('Value').differs(TAG.value));
  return tags.isKnown && isOther.every(Boolean);
}
