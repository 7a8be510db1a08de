import { App, Stack } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ContainerService, EcsCluster, Exposure, NlbForAlb, Profile, SharedAlb } from '../src';
import { IMAGE } from './support/container-service';
import { ALL_PACKS, EVERYDAY_PACKS, nagAcknowledgements, nagFindings } from './support/nag';
import { BrokerStack } from '../examples/nlb-tls/broker-stack';
import { CollectorStack } from '../examples/udp/collector-stack';

const CERTIFICATE_ARN = 'arn:aws:acm:eu-west-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';

/** The acknowledgements of load balancers and their security groups. */
function acknowledged(app: App): string[] { return nagAcknowledgements(app).filter(each => /LB/.test(each.split(' at ')[1])); }

test('cdk-nag reports only the findings in the guide for the example with TLS', () => {
  const app = new App();
  new BrokerStack(app, 'Broker', { env: { region: 'eu-west-1' } });
  expect(nagFindings(app, EVERYDAY_PACKS)).toEqual([]);
  expect(acknowledged(app)).toEqual(['AwsSolutions-EC23 at Broker/Broker/LB/SecurityGroup']);
});

test('cdk-nag reports only the findings in the guide for the example with UDP', () => {
  const app = new App();
  new CollectorStack(app, 'Collector');
  expect(nagFindings(app, EVERYDAY_PACKS)).toEqual([]);
  expect(acknowledged(app)).toEqual([
    'AwsSolutions-ELB2 at Collector/Collector/LB',
    'HIPAA.Security-ELBLoggingEnabled at Collector/Collector/LB',
    'NIST.800.53.R5-ELBLoggingEnabled at Collector/Collector/LB',
    'PCI.DSS.321-ELBLoggingEnabled at Collector/Collector/LB',
  ]);
});

test('cdk-nag reports only the findings in the guide for a regulated service with TLS, and for an NLB in front of its ALB', () => {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-west-1' } });
  const bucket = s3.Bucket.fromBucketName(stack, 'Logs', 'logs');
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0a1b2c3d4e5f60718', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'], publicSubnetIds: ['subnet-0a1b2c3d4e5f60721', 'subnet-0a1b2c3d4e5f60722'], privateSubnetIds: ['subnet-0a1b2c3d4e5f60723', 'subnet-0a1b2c3d4e5f60724'],
  });
  const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN);
  const profile = Profile.regulated();
  const cluster = new EcsCluster(stack, 'Cluster', { vpc, profile });
  new ContainerService(stack, 'Broker', { cluster, image: IMAGE, exposure: Exposure.publicNlb({ certificate, accessLogsBucket: bucket }) });
  const { listener } = new SharedAlb(stack, 'Edge', { vpc, certificates: [certificate], accessLogsBucket: bucket, profile });
  new NlbForAlb(stack, 'Static', { listener, internetFacing: true, profile, ipAddressType: elbv2.IpAddressType.IPV4 });
  expect(nagFindings(app, ALL_PACKS).filter(each => /Broker|Static/.test(each))).toEqual([]);
});
