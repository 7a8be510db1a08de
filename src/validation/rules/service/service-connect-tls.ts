import type { Role } from '../../model/entities/role';
import type { List } from '../../model/evaluation/node';
import { places } from '../../model/evaluation/places';
import type { Resource } from '../../model/evaluation/resource';
import { arnOf } from '../../model/iam/arn';
import { mayBeChangedOutside } from '../../model/index/external-access';
import { keyAt } from '../../model/index/kms-key';
import { rolesUsedBy } from '../../model/queries/role-use';
import { defineRule } from '../rule';

const ISSUE = 'acm-pca:IssueCertificate';
const TAG = { key: 'AmazonECSManaged', value: 'true' };

const authority = (tags: object) => ({
  Type: 'AWS::ACMPCA::CertificateAuthority',
  Properties: { KeyAlgorithm: 'RSA_2048', SigningAlgorithm: 'SHA256WITHRSA', Type: 'ROOT', Subject: { CommonName: 'web' }, UsageMode: 'SHORT_LIVED_CERTIFICATE', ...tags },
});
const encrypted = (tls: object) => ({ ServiceConnectConfiguration: { Services: { 0: { Tls: tls } } } });

export default defineRule({
  title: 'The infrastructure role of Service Connect TLS can issue and store certificates',
  severity: 'error',
  outcome: 'hangs',
  why: 'ECS issues a certificate for each endpoint and stores it in Secrets Manager before it starts tasks. AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity allows this only with certificate authorities that have the tag AmazonECSManaged=true.',
  fix: "Call `Tags.of(certificateAuthority).add('AmazonECSManaged', 'true')`, set `tls.role` of the Service Connect service to an infrastructure role, and use a symmetric key as `tls.kmsKey`. In CloudFormation: Tags of the certificate authority, Tls.RoleArn and Tls.KmsKey.",
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html',

  subject: 'service',
  *check(service) {
    for (const tls of places(service.node, 'ServiceConnectConfiguration/Services/*/Tls')) {
      const arn = tls.get('IssuerCertificateAuthority').get('AwsPcaAuthorityArn');
      const issuer = arn.asAttribute?.resource;
      const key = keyAt(tls.get('KmsKey'));
      const role = rolesUsedBy(service.resource, service.application).find(({ around }) => around === tls)?.role;
      if (role && issuer?.type === 'AWS::ACMPCA::CertificateAuthority' && lacksTag(issuer.properties.list('Tags')) && needsTag(role, issuer)
        && !mayBeChangedOutside(issuer, service.application)) {
        yield {
          location: arn.location,
          related: [issuer.at('Tags'), role.resource.at('')],
          message: `certificate authority ${issuer.logicalId} has no tag ${TAG.key}=${TAG.value}, and the policies of ${role.label} allow ${ISSUE} only on authorities with this tag`,
        };
      }
      if (key?.properties.text('KeySpec').differs('SYMMETRIC_DEFAULT')) {
        yield { location: tls.at('KmsKey'), message: `KmsKey is ${key.logicalId}, an asymmetric key (${key.properties.text('KeySpec')}): Secrets Manager cannot encrypt the certificates of Service Connect with it` };
      }
      if (tls.get('RoleArn').isAbsent && arn.isGiven) {
        yield { location: tls.location, message: 'RoleArn is not set: ECS needs an infrastructure role to issue the certificates of Service Connect', severity: 'warning' };
      }
    }
  },

  scene: 'a Fargate service with encrypted Service Connect',
  bad: {
    'an authority without the tag': { Authority: { Tags: undefined } },
    'an authority with another value of the tag': { Authority: { Tags: [{ Key: 'AmazonECSManaged', Value: 'false' }] } },
    'another tag': { Authority: { Tags: [{ Key: 'team', Value: 'true' }] } },
    'an asymmetric key': {
      Service: encrypted({ KmsKey: { 'Fn::GetAtt': ['Key', 'Arn'] } }),
      Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT', KeyPolicy: { Ref: 'AParameter' } } },
    },
    'no role': { Service: encrypted({ RoleArn: undefined }) },
  },
  good: {
    'an imported authority': {
      Service: encrypted({ IssuerCertificateAuthority: { AwsPcaAuthorityArn: 'arn:aws:acm-pca:eu-west-1:111122223333:certificate-authority/4f5e8c1a-1111-2222-3333-444455556666' } }),
    },
    'an authority that a custom resource tags': {
      Authority: { Tags: undefined },
      Tagging: { Type: 'Custom::Tags', Properties: { ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:tags', Authority: { Ref: 'Authority' } } },
    },
    'an authority without the tag, for a role with its own statement': {
      Authority: { Tags: undefined },
      Infrastructure: { Policies: [{ PolicyName: 'issuing', PolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'acm-pca:*', Resource: '*' }] } }] },
    },
    'an authority without the tag, for a role with an imported policy': {
      Authority: { Tags: undefined }, Infrastructure: { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/service-connect'] },
    },
    'an authority without the tag, for an imported role': {
      Authority: { Tags: undefined }, Service: encrypted({ RoleArn: 'arn:aws:iam::111122223333:role/service-connect' }),
    },
    'an authority without the tag, for a role with administrator access': {
      Authority: { Tags: undefined }, Infrastructure: { ManagedPolicyArns: [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AdministratorAccess' }] },
    },
    'an authority with tags from a parameter': { Authority: { Tags: { Ref: 'AParameter' } } },
    'an authority without an ARN': { Service: encrypted({ IssuerCertificateAuthority: { AwsPcaAuthorityArn: undefined }, RoleArn: undefined }) },
    'an authority with the value of the tag from a parameter': { Authority: { Tags: [{ Key: 'AmazonECSManaged', Value: { Ref: 'AParameter' } }] } },
    'another authority with the tag': { Authority: authority({ Tags: [{ Key: 'AmazonECSManaged', Value: 'true' }, { Key: 'team', Value: 'web' }] }) },
  },
});

/** Whether only AWS managed policies allow the role to issue certificates, and only under a condition. */
function needsTag(role: Role, issuer: Resource): boolean {
  return role.permissions.leaveToAws(ISSUE, arnOf(issuer)) && role.may(ISSUE, arnOf(issuer)) === 'unknown';
}

function lacksTag(tags: List): boolean {
  const isOther = tags.map(tag => tag.text('Key').differs(TAG.key) || tag.text('Value').differs(TAG.value));
  return tags.isKnown && isOther.every(Boolean);
}
