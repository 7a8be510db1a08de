import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ContainerService, EcsCluster, EcsClusterProps, Profile } from '../../../src';
import { IMAGE } from '../../support/container-service';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

function operatorIn(stack: Stack): iam.Role { return new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() }); }

function serviceOn(cluster: ecs.ICluster, stack: Stack): ContainerService {
  return new ContainerService(stack, 'Api', { cluster, image: IMAGE, enableExecuteCommand: true });
}

function clusterIn(stack: Stack, props: EcsClusterProps): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc'), ...props });
}

/** The KMS permissions of the operator. */
function keyStatements(stack: Stack): Statement[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('Operator'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Statement[])
    .filter(({ Action }) => JSON.stringify(Action).includes('kms:'));
}

/** The KMS statements of an operator in the stack of the service and its cluster. */
function granted(props: (stack: Stack) => EcsClusterProps): Statement[] {
  const stack = new Stack(new App(), 'Stack');
  serviceOn(clusterIn(stack, props(stack)), stack).grantExec(operatorIn(stack));
  return keyStatements(stack);
}

function grantedOnImported(kmsKey: (stack: Stack) => kms.IKey | undefined): Statement[] {
  const stack = new Stack(new App(), 'Stack');
  const cluster = EcsCluster.fromEcsClusterAttributes(stack, 'Cluster', {
    clusterName: 'shared', vpc: new ec2.Vpc(stack, 'Vpc'), executeCommandConfiguration: { kmsKey: kmsKey(stack) },
  });
  ContainerService.fromContainerServiceAttributes(stack, 'Api', { cluster, serviceName: 'api' }).grantExec(operatorIn(stack));
  return keyStatements(stack);
}

describe('a principal that opens sessions can generate data keys', () => {
  test.each<[string, (stack: Stack) => EcsClusterProps]>([
    ['the key of audited sessions', () => ({ execAudit: {} })],
    ['the key of the regulated profile', () => ({ profile: Profile.regulated() })],
    ['a given key', stack => ({ execAudit: { encryptionKey: new kms.Key(stack, 'Given') } })],
    ['the key behind an alias', stack => ({ execAudit: { encryptionKey: new kms.Key(stack, 'Given').addAlias('sessions') } })],
  ])('only with %s', (_, props) => {
    expect(granted(props)).toEqual([
      { Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: { 'Fn::GetAtt': [expect.stringMatching(/Key|Given/), 'Arn'] } },
    ]);
  });

  test('with the known key of an imported cluster', () => {
    expect(grantedOnImported(stack => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN))).toEqual([{ Effect: 'Allow', Action: 'kms:GenerateDataKey', Resource: KEY_ARN }]);
  });

  test('from another stack, without a dependency of the stack of the role on the stack of the key or of the service', () => {
    const app = new App();
    const [platform, shop, support] = ['Platform', 'Shop', 'Support'].map(id => new Stack(app, id));
    serviceOn(clusterIn(platform, { execAudit: {} }), shop).grantExec(operatorIn(support));
    expect(keyStatements(support)).toEqual([expect.objectContaining({ Action: 'kms:GenerateDataKey', Resource: { 'Fn::ImportValue': expect.stringContaining('Key') } })]);
    expect(JSON.stringify(Template.fromStack(platform).findResources('AWS::KMS::Key'))).not.toContain('Operator');
    expect([platform, shop].flatMap(({ dependencies }) => dependencies)).not.toContain(support);
  });
});

describe('no key permission is added', () => {
  test('for a cluster without a key', () => {
    expect(granted(() => ({}))).toEqual([]);
  });

  test('for an imported cluster with an unknown key', () => {
    expect(grantedOnImported(() => undefined)).toEqual([]);
  });

  test('for an alias of an unknown key, which no policy can refer to', () => {
    expect(grantedOnImported(stack => kms.Alias.fromAliasName(stack, 'Alias', 'alias/sessions'))).toEqual([]);
  });

  test('for a key that is created in another Region, whose id is unknown', () => {
    const app = new App();
    const account = '111122223333';
    const [platform, support] = [['Platform', 'eu-west-1'], ['Support', 'us-east-1']].map(([id, region]) => new Stack(app, id, { env: { account, region } }));
    const service = serviceOn(clusterIn(platform, { clusterName: 'shared', execAudit: {} }), platform);
    service.grantExec(operatorIn(support));
    expect(keyStatements(support)).toEqual([]);
  });
});
