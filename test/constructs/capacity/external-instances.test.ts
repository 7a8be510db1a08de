import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { EcsCluster, EcsValidator, ExternalInstances, ExternalInstancesProps, Profile } from '../../../src';
import { newStack } from '../../support/container-service';
import { dependencyGraph } from '../../support/dependency-graph';
import { ALL_PACKS, EVERYDAY_PACKS, nagFindings } from '../../support/nag';

const ACTIVATION = 'Custom::EcsExternalActivation';

function clusterIn(stack: Stack): EcsCluster {
  return new EcsCluster(stack, 'Cluster', { clusterName: 'shop', vpc: new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, flowLogs: { all: {} } }) });
}

function made(props?: ExternalInstancesProps): { readonly stack: Stack; readonly instances: ExternalInstances } {
  const stack = newStack('eu-west-1');
  return { stack, instances: clusterIn(stack).addExternalInstances('Servers', props) };
}

const inPartition = (rest: string) => ({ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ...parts(rest)]] });
/** ACCOUNT stands for the account, CLUSTER for the name of the cluster. */
function parts(text: string): unknown[] {
  return text.split(/(ACCOUNT|CLUSTER)/).filter(part => part !== '').map(part => {
    if (part === 'ACCOUNT') { return { Ref: 'AWS::AccountId' }; }
    return part === 'CLUSTER' ? { Ref: Match.stringLikeRegexp('^Cluster') } : part;
  });
}

describe('the role of the servers', () => {
  const { stack, instances } = made();
  const all = Template.fromStack(stack);

  test('is assumed by Systems Manager, for this account and Region only', () => {
    all.hasResourceProperties('AWS::IAM::Role', {
      RoleName: Match.absent(),
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ssm.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnEquals: { 'aws:SourceArn': inPartition(':ssm:eu-west-1:ACCOUNT:*') } },
        }],
      },
      ManagedPolicyArns: [inPartition(':iam::aws:policy/AmazonSSMManagedInstanceCore')],
    });
  });

  test('may join this cluster only', () => {
    all.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [
          { Action: 'ecs:DiscoverPollEndpoint', Resource: '*' },
          {
            Action: ['ecs:RegisterContainerInstance', 'ecs:SubmitAttachmentStateChanges', 'ecs:SubmitContainerStateChange', 'ecs:SubmitTaskStateChange'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Cluster'), 'Arn'] },
          },
          { Action: ['ecs:Poll', 'ecs:StartTelemetrySession'], Resource: inPartition(':ecs:eu-west-1:ACCOUNT:container-instance/CLUSTER/*') },
        ],
      },
    });
  });

  test('may have a name', () => {
    Template.fromStack(made({ roleName: 'servers' }).stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'servers' });
  });

  test('the validator and cdk-nag report nothing', () => {
    expect(EcsValidator.findings(App.of(stack) as App).map(({ ruleId }) => ruleId)).toEqual([]);
    expect(nagFindings(App.of(stack) as App, EVERYDAY_PACKS)).toEqual([]);
  });

  test('there is no activation', () => {
    expect(instances.activationSecret).toBeUndefined();
    all.resourceCountIs('AWS::SecretsManager::Secret', 0);
    all.resourceCountIs('AWS::Lambda::Function', 0);
  });
});

describe('the commands', () => {
  const { stack, instances } = made();
  const text = (command: string) => JSON.stringify(stack.resolve(command)).replace(/\{"Fn::Join":\["",\[|\]\]\}/g, '');

  test('create an activation with the role', () => {
    expect(text(instances.activationCommand)).toMatch(/^"aws ssm create-activation --iam-role ",\{"Ref":"ClusterServersRole\w+"\}," --registration-limit 1 --region eu-west-1"$/);
  });

  test('register a Linux server with the script of AWS, its code in a variable', () => {
    expect(text(instances.linuxRegistrationCommand)).toMatch(/curl --proto https -o \/tmp\/ecs-anywhere-install\.sh https:\/\/amazon-ecs-agent\.s3\.amazonaws\.com\/ecs-anywhere-install-latest\.sh && bash/);
    expect(text(instances.linuxRegistrationCommand)).toMatch(/--region eu-west-1 --cluster ",\{"Ref":"Cluster\w+"\}," --activation-id \\"\$ACTIVATION_ID\\" --activation-code \\"\$ACTIVATION_CODE\\""$/);
  });

  test('register a Windows server with the script of AWS, its code in a variable', () => {
    expect(text(instances.windowsRegistrationCommand)).toMatch(/^"Invoke-RestMethod -URI \\"https:\/\/amazon-ecs-agent\.s3\.amazonaws\.com\/ecs-anywhere-install\.ps1\\" -OutFile \\"ecs-anywhere-install\.ps1\\"; \.\\\\ecs-anywhere-install\.ps1 -Region eu-west-1/);
    expect(text(instances.windowsRegistrationCommand)).toMatch(/-ActivationID \$ActivationId -ActivationCode \$ActivationCode"$/);
  });
});

describe('an activation', () => {
  const { stack, instances } = made({ activation: {} });
  const all = Template.fromStack(stack);
  const graph = dependencyGraph(all.toJSON());
  const [resource] = graph.ofType(ACTIVATION);

  test('registers one server within a day', () => {
    all.hasResourceProperties(ACTIVATION, {
      RegistrationLimit: 1, ExpiresAfterSeconds: 86_400, DefaultInstanceName: Match.absent(), Renewal: Match.absent(), Description: 'External instances of Stack/Cluster/Servers',
    });
  });

  test('has the given settings', () => {
    const activation = { registrationLimit: 20, expiresAfter: Duration.days(7), instanceName: 'till', renewal: '2026-12' };
    Template.fromStack(made({ activation }).stack).hasResourceProperties(ACTIVATION, {
      RegistrationLimit: 20, ExpiresAfterSeconds: 604_800, DefaultInstanceName: 'till', Renewal: '2026-12',
    });
  });

  test('is stored in a secret, which is deleted with it', () => {
    expect(instances.activationSecret).toBeDefined();
    all.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete' });
  });

  test('no output, no attribute and no environment variable has the code', () => {
    const json = all.toJSON() as { readonly Outputs?: object; readonly Resources: object };
    expect(json.Outputs).toBeUndefined();
    expect(JSON.stringify(json.Resources)).not.toContain(`"Fn::GetAtt":["${resource}"`);
    all.hasResourceProperties('AWS::Lambda::Function', { Environment: Match.absent() });
  });

  test('the function may create and delete activations, pass this role, and write this secret', () => {
    all.hasResourceProperties('AWS::IAM::Policy', {
      Roles: [{ Ref: Match.stringLikeRegexp('ActivationFunctionRole') }],
      PolicyDocument: {
        Statement: [
          { Action: ['ssm:CreateActivation', 'ssm:DeleteActivation'], Resource: '*' },
          {
            Action: 'iam:PassRole',
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ClusterServersRole'), 'Arn'] },
            Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
          },
          { Action: 'secretsmanager:PutSecretValue', Resource: { Ref: Match.stringLikeRegexp('ActivationSecret') } },
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('ActivationLogs'), 'Arn'] } },
        ],
      },
    });
  });

  test('the function may use the key of the secret', () => {
    const withKey = newStack();
    const encryptionKey = new kms.Key(withKey, 'Key', { enableKeyRotation: true });
    clusterIn(withKey).addExternalInstances('Servers', { activation: { encryptionKey } });
    Template.fromStack(withKey).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } })]),
      },
    });
  });

  test.each(['AWS::IAM::Role', 'AWS::IAM::Policy', 'AWS::SecretsManager::Secret', 'AWS::Lambda::Function'])('is created after each %s, and deleted before it', type => {
    const own = graph.ofType(type).filter(id => id.startsWith('ClusterServers'));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(id => !graph.waitsFor(resource, id))).toEqual([]);
  });

  test('the validator and cdk-nag report nothing', () => {
    expect(EcsValidator.findings(App.of(stack) as App).map(({ ruleId }) => ruleId)).toEqual([]);
    expect(nagFindings(App.of(stack) as App, EVERYDAY_PACKS)).toEqual([]);
  });
});

test.each<[string, ExternalInstancesProps, string]>([
  ['no registration', { activation: { registrationLimit: 0 } }, 'activation: registrationLimit (0) must be a whole number from 1 to 1000'],
  ['many registrations', { activation: { registrationLimit: 1001 } }, 'activation: registrationLimit (1001) must be a whole number from 1 to 1000'],
  ['a long activation', { activation: { expiresAfter: Duration.days(31) } }, 'activation: expiresAfter (2678400 seconds) must be a whole number from 60 to 2592000'],
  ['a name of servers with other characters', { activation: { instanceName: 'till#1' } }, "activation: instanceName ('till#1') must be 1 to 256 letters"],
  ['a name of the role with other characters', { roleName: 'a/b' }, "roleName ('a/b') must be 1 to 64 letters"],
])('refuses %s', (_, props, message) => {
  expect(() => made(props)).toThrow(`[Stack/Cluster/Servers] ${message}`);
});

test('refused external instances leave nothing in the cluster', () => {
  const cluster = new EcsCluster(newStack(), 'Cluster');
  expect(() => cluster.addExternalInstances('Servers', { activation: { registrationLimit: 0 } })).toThrow('registrationLimit (0)');
  expect(cluster.node.tryFindChild('Servers')).toBeUndefined();
});

test('in the regulated profile, no pack of cdk-nag reports Managed Instances or external instances', () => {
  const stack = newStack('eu-west-1');
  const cluster = new EcsCluster(stack, 'Cluster', { profile: Profile.regulated() });
  cluster.addManagedInstances('Managed');
  cluster.addExternalInstances('Servers', { activation: {} });
  expect(nagFindings(App.of(stack) as App, ALL_PACKS)).toEqual([]);
});
