import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import { NamespaceType } from 'aws-cdk-lib/aws-servicediscovery';
import { Capacity, EcsCluster, EcsClusterProps } from '../../../src';
import { IMAGE, makeService } from '../../support/container-service';

const CLUSTER = 'AWS::ECS::Cluster';
const ASSOCIATION = 'AWS::ECS::ClusterCapacityProviderAssociations';

function cluster(props: EcsClusterProps | ((stack: Stack) => EcsClusterProps) = {}, use: (cluster: EcsCluster) => void = () => {}): Template {
  const stack = new Stack(new App(), 'Stack');
  use(new EcsCluster(stack, 'Cluster', typeof props === 'function' ? props(stack) : props));
  return Template.fromStack(stack);
}

test('is a cluster of aws-ecs', () => {
  cluster({}, made => { expect(ecs.Cluster.isCluster(made)).toBe(true); });
});

test('has Fargate and Fargate Spot', () => {
  cluster().hasResourceProperties(ASSOCIATION, { CapacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
});

test('is measured by Container Insights', () => {
  cluster().hasResourceProperties(CLUSTER, { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] });
});

test('uses the given level of Container Insights', () => {
  cluster({ containerInsights: ecs.ContainerInsights.ENHANCED }).hasResourceProperties(CLUSTER, { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] });
});

test('has a default capacity provider strategy', () => {
  cluster({ defaultCapacity: Capacity.fargateSpot() }).hasResourceProperties(ASSOCIATION, { DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }] });
});

test('does not accept a launch type as the default', () => {
  expect(() => cluster({ defaultCapacity: Capacity.fargateLaunchType() }))
    .toThrow('[Stack/Cluster] defaultCapacity (Capacity.fargateLaunchType()) must be a capacity provider strategy; use Capacity.fargate()');
});

test.each<[EcsClusterProps, string]>([
  [{ clusterName: 'web.prod' }, "[Stack/Cluster] clusterName ('web.prod') must be at most 255 letters, digits, hyphens and underscores"],
  [namespaced('my ns'), "[Stack/Cluster] defaultCloudMapNamespace.name ('my ns') must be 1 to 253 printable ASCII characters without spaces"],
  [namespaced('', NamespaceType.HTTP), "[Stack/Cluster] defaultCloudMapNamespace.name ('') must be 1 to 1024 printable ASCII characters without spaces, and not begin with arn:"],
  [namespaced('', NamespaceType.DNS_PUBLIC), "defaultCloudMapNamespace.name ('') must be a domain name"],
  [namespaced('shop', NamespaceType.DNS_PUBLIC), "defaultCloudMapNamespace.name ('shop') must be a domain name of at least two labels, such as example.com"],
  [namespaced('arn:team', NamespaceType.HTTP), "defaultCloudMapNamespace.name ('arn:team') must be 1 to 1024"],
  [namespaced('a'.repeat(1025), NamespaceType.HTTP), 'must be 1 to 1024'],
  [namespaced('a'.repeat(254)), 'must be 1 to 253'],
])('is refused if AWS refuses its names: %j', (props, message) => { expect(() => cluster(props)).toThrow(message); });

test.each<EcsClusterProps>([
  { clusterName: '' },
  namespaced('team/app', NamespaceType.HTTP),
  namespaced('<team>', NamespaceType.HTTP),
  namespaced('a'.repeat(1024), NamespaceType.HTTP),
  namespaced('shop.local'),
  namespaced('a'.repeat(253)),
  namespaced('example.com', NamespaceType.DNS_PUBLIC),
])('can have every name that AWS may accept: %j', props => { expect(() => cluster(props)).not.toThrow(); });

function namespaced(name: string, type?: NamespaceType): EcsClusterProps {
  return { defaultCloudMapNamespace: { name, type, useForServiceConnect: true } };
}

test('can have names from parameters', () => {
  expect(() => cluster(stack => {
    const name = new CfnParameter(stack, 'Name').valueAsString;
    return { clusterName: name, defaultCloudMapNamespace: { name } };
  })).not.toThrow();
});

describe('without a VPC', () => {
  test('creates a VPC with private subnets and a NAT gateway in each of two zones', () => {
    const template = cluster();
    template.resourceCountIs('AWS::EC2::Subnet', 4);
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
  });

  test('keeps flow logs for three months', () => {
    const template = cluster();
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 90 });
  });
});

test('does not change a given VPC', () => {
  cluster(stack => ({ vpc: new ec2.Vpc(stack, 'Vpc') })).resourceCountIs('AWS::EC2::FlowLog', 0);
});

describe('audited sessions of ECS Exec', () => {
  test('are encrypted with a key that is rotated', () => {
    const template = cluster({ execAudit: {} });
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
    template.hasResourceProperties(CLUSTER, { Configuration: { ExecuteCommandConfiguration: { KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('ExecAuditKey'), 'Arn'] } } } });
  });

  test('are recorded in an encrypted log group for a year', () => {
    const template = cluster(stack => ({ execAudit: {}, vpc: new ec2.Vpc(stack, 'Vpc') }));
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365, KmsKeyId: Match.anyValue() });
    template.hasResourceProperties(CLUSTER, {
      Configuration: { ExecuteCommandConfiguration: { Logging: 'OVERRIDE', LogConfiguration: { CloudWatchEncryptionEnabled: true, CloudWatchLogGroupName: { Ref: Match.stringLikeRegexp('ExecAuditLogGroup') } } } },
    });
  });

  test('allow CloudWatch Logs to use the key', () => {
    cluster({ execAudit: {} }).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } })]) },
    });
  });

  test('use a given key and log group', () => {
    const template = cluster(stack => ({
      vpc: new ec2.Vpc(stack, 'Vpc'),
      execAudit: { encryptionKey: new kms.Key(stack, 'Key'), logGroup: logs.LogGroup.fromLogGroupName(stack, 'Sessions', 'sessions') },
    }));
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResourceProperties(CLUSTER, { Configuration: { ExecuteCommandConfiguration: { LogConfiguration: { CloudWatchLogGroupName: 'sessions' } } } });
  });

  test('refuse a retention for a given log group', () => {
    const stack = new Stack(new App(), 'Stack');
    const logGroup = logs.LogGroup.fromLogGroupName(stack, 'Sessions', 'sessions');
    expect(() => new EcsCluster(stack, 'Cluster', { execAudit: { logGroup, logRetention: logs.RetentionDays.ONE_WEEK } }))
      .toThrow('[Stack/Cluster] execAudit.logRetention (7 days) applies to a new log group only');
  });

  test('grant a service with ECS Exec the permissions it needs', () => {
    cluster({ execAudit: {} }, made => makeService(made.stack, { cluster: made, enableExecuteCommand: true })).hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('TaskRole') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Action: Match.arrayWith(['ssmmessages:CreateControlChannel']) }),
          Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('ExecAuditKey'), 'Arn'] } }),
          Match.objectLike({ Action: Match.arrayWith(['logs:PutLogEvents']) }),
        ]),
      },
    });
  });
});

describe('an existing cluster', () => {
  const existing = (stack: Stack) => EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc') });

  test('is used by name', () => {
    const stack = new Stack(new App(), 'Stack');
    makeService(stack, { cluster: existing(stack), image: IMAGE });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { Cluster: 'main' });
  });

  test('is not changed', () => {
    const stack = new Stack(new App(), 'Stack');
    makeService(stack, { cluster: existing(stack) });
    Template.fromStack(stack).resourceCountIs(ASSOCIATION, 0);
  });

  test('can be declared without Fargate, and then cannot run a service', () => {
    const stack = new Stack(new App(), 'Stack');
    const main = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', { clusterName: 'main', vpc: new ec2.Vpc(stack, 'Vpc'), capacityProviders: [] });
    expect(() => makeService(stack, { cluster: main })).toThrow("capacity provider FARGATE is not associated with cluster 'main', which has none");
  });
});
