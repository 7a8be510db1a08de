import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { EcsCluster } from '../../../src/constructs/capacity/ecs-cluster';
import { AlbExposureProps } from '../../../src/constructs/load-balancing/alb/alb-exposure-props';
import { Exposure } from '../../../src/constructs/load-balancing/exposure';
import { Profile } from '../../../src/constructs/profile/profile';
import { ContainerService } from '../../../src/constructs/service/container-service';
import { ContainerServiceProps } from '../../../src/constructs/service/container-service-props';

const ENV = { account: '111122223333', region: 'eu-west-1' };

function stackWith(alb: AlbExposureProps = {}, props: Partial<ContainerServiceProps> = {}): { stack: Stack; service: ContainerService } {
  const stack = new Stack(new App(), 'App', { env: ENV });
  const service = new ContainerService(stack, 'Web', {
    cluster: new EcsCluster(stack, 'Cluster', { profile: Profile.regulated(), vpc: new ec2.Vpc(stack, 'Vpc') }),
    image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'web')),
    exposure: Exposure.publicAlb({
      certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:111122223333:certificate/c'),
      accessLogsBucket: s3.Bucket.fromBucketName(stack, 'AccessLogs', 'company-access-logs'),
      ...alb,
    }),
    ...props,
  });
  return { stack, service };
}

function regulated(alb?: AlbExposureProps, props?: Partial<ContainerServiceProps>): Template {
  return Template.fromStack(stackWith(alb, props).stack);
}

describe('the load balancer', () => {
  test('has a web ACL', () => {
    regulated().hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      ResourceArn: { Ref: Match.stringLikeRegexp('^WebLB') },
      WebACLArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebWebAcl'), 'Arn'] },
    });
  });

  test('can share a web ACL', () => {
    const webAclArn = 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shared/1';
    const template = regulated({ webAclArn });
    template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    template.hasResourceProperties('AWS::WAFv2::WebACLAssociation', { WebACLArn: webAclArn });
  });

  test('logs the decisions of the web ACL to a log group with a valid name for AWS WAF', () => {
    regulated().hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', [Match.stringLikeRegexp('^aws-waf-logs-'), Match.anyValue()]] },
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ClusterKey'), 'Arn'] },
    });
  });

  test('accepts only TLS', () => {
    regulated().allResourcesProperties('AWS::ElasticLoadBalancingV2::Listener', { Protocol: 'HTTPS' });
  });

  test('redirects HTTP if this is set', () => {
    regulated({ redirectHttp: true }).resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 2);
  });

  test.each([
    ['deletion_protection.enabled', 'true'],
    ['access_logs.s3.enabled', 'true'],
    ['access_logs.s3.bucket', 'company-access-logs'],
  ])('has the attribute %s set to %s', (Key, Value) => {
    regulated().hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerAttributes: Match.arrayWith([{ Key, Value }]) });
  });

  test('can be deleted if this is set', () => {
    regulated({ deletionProtection: false }).hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'false' }]),
    });
  });

  test('is refused without a certificate', () => {
    expect(() => regulated({ certificate: undefined })).toThrow('[App/Web] the regulated profile accepts TLS only; set certificate, or domainName and domainZone');
  });

  test('is refused with HTTP, even if a certificate could be created', () => {
    expect(() => regulated({ certificate: undefined, insecureHttp: true })).toThrow('[App/Web] the regulated profile accepts TLS only');
  });

  test('is refused without a bucket for its access logs', () => {
    expect(() => regulated({ accessLogsBucket: undefined })).toThrow('set accessLogsBucket');
  });

  test('needs no access logs if this is set', () => {
    expect(() => regulated({ accessLogsBucket: undefined, accessLogs: false })).not.toThrow();
  });
});

describe('the tasks', () => {
  test('have an encrypted log that is kept for a year', () => {
    const { stack, service } = stackWith();
    const logGroup = stack.getLogicalId(service.logGroup?.node.defaultChild as logs.CfnLogGroup);
    expect(Template.fromStack(stack).toJSON().Resources[logGroup].Properties).toEqual(
      { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^ClusterKey/), 'Arn'] } },
    );
  });

  test('keep their log for the given time', () => {
    regulated({}, { logRetention: 30 }).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30, KmsKeyId: Match.anyValue() });
  });

  test('get grants only in managed policies, even later', () => {
    const { stack, service } = stackWith();
    new s3.Bucket(stack, 'Data').grantRead(service);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Roles: [{ Ref: Match.stringLikeRegexp('^WebTaskRole') }] });
  });

  test('can write the logs of their ECS Exec sessions', () => {
    const statement = { Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ClusterExecAuditLogGroup'), 'Arn'] } };
    regulated({}, { enableExecuteCommand: true }).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike(statement)]) },
    });
  });
});

describe('the profile', () => {
  test('can be overridden by one service', () => {
    regulated({}, { profile: Profile.standard() }).resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  });

  test('creates a key on an existing cluster', () => {
    const stack = new Stack(new App(), 'App', { env: ENV });
    const vpc = new ec2.Vpc(stack, 'Vpc');
    new ContainerService(stack, 'Worker', {
      cluster: EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx'),
      profile: Profile.regulated(),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  test('creates no key if nothing is encrypted with it', () => {
    const stack = new Stack(new App(), 'App', { env: ENV });
    const vpc = new ec2.Vpc(stack, 'Vpc');
    new ContainerService(stack, 'Worker', {
      cluster: EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc }),
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx'),
      logGroup: logs.LogGroup.fromLogGroupName(stack, 'Logs', '/company/worker'),
      profile: Profile.regulated(),
    });
    Template.fromStack(stack).resourceCountIs('AWS::KMS::Key', 0);
  });
});
