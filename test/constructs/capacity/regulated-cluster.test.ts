import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EcsCluster, EcsClusterProps } from '../../../src';
import { Profile } from '../../../src/constructs/profile/profile';
import { ALL_PACKS, EVERYDAY_PACKS, nagAcknowledgements, nagFindings } from '../../support/nag';

function cluster(props: EcsClusterProps = {}, stack = new Stack()): Template {
  new EcsCluster(stack, 'Cluster', { profile: Profile.regulated(), ...props });
  return Template.fromStack(stack);
}

test('a cluster has no findings of AwsSolutions and Serverless', () => {
  const app = new App();
  new EcsCluster(new Stack(app, 'App'), 'Cluster');
  expect(nagFindings(app, EVERYDAY_PACKS)).toEqual([]);
});

test('a regulated cluster has no findings of any pack', () => {
  const app = new App();
  new EcsCluster(new Stack(app, 'App'), 'Cluster', { profile: Profile.regulated() });
  expect(nagFindings(app, ALL_PACKS)).toEqual([]);
});

test('only the routes of the public subnets to the internet are acknowledged', () => {
  const app = new App();
  new EcsCluster(new Stack(app, 'App'), 'Cluster', { profile: Profile.regulated() });
  expect(nagAcknowledgements(app)).toEqual(['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].flatMap(pack => [1, 2].map(
    index => `${pack}-VPCNoUnrestrictedRouteToIGW at App/ClusterVpc/PublicSubnet${index}`,
  )));
});

test('one key encrypts sessions, session logs and the flow log', () => {
  cluster().resourceCountIs('AWS::KMS::Key', 1);
});

test('the key is rotated', () => {
  cluster().hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
});

test('CloudWatch Logs can use the key', () => {
  cluster().hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } })]) },
  });
});

test('session logs are kept for a year', () => {
  cluster().allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
});

test('a given key for sessions encrypts everything', () => {
  const stack = new Stack();
  cluster({ execAudit: { encryptionKey: new kms.Key(stack, 'Mine') } }, stack).resourceCountIs('AWS::KMS::Key', 1);
});

test('a given network is not changed', () => {
  const stack = new Stack();
  cluster({ vpc: new ec2.Vpc(stack, 'Vpc') }, stack).resourceCountIs('AWS::EC2::FlowLog', 0);
});
