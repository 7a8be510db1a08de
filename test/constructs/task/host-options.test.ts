import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { ContainerServiceProps, InstancesOptions } from '../../../src';
import { IMAGE, makeService, newStack } from '../../support/container-service';
import { onGmsaInstances, onInstances } from '../../support/instances';

type Props = Partial<ContainerServiceProps>;

const BRIDGE = { networkMode: ecs.NetworkMode.BRIDGE };

function onGpus(stack: Stack, options: InstancesOptions = {}): Props { return onInstances(options, 'g5.12xlarge')(stack); }

describe('an option that the compute does not support is refused', () => {
  const ON_FARGATE: readonly (readonly [Props, string])[] = [
    [{ gpuCount: 1 }, 'gpuCount (1) is not supported on Fargate; remove it, or use other compute'],
    [{ privileged: true }, 'privileged (true) is not supported on Fargate'],
    [{ dockerSecurityOptions: ['no-new-privileges'] }, 'dockerSecurityOptions (no-new-privileges) is not supported on Fargate'],
    [{ extraHosts: { printer: '10.0.0.9' } }, 'extraHosts (printer) is not supported on Fargate; remove it, or use other compute'],
    [{ hostname: 'orders' }, 'hostname (orders) is not supported on Fargate; remove it, or use other compute'],
  ];

  test.each(ON_FARGATE)('%j on Fargate', (props, message) => {
    expect(() => makeService(newStack(), props)).toThrow(message);
  });

  test.each(ON_FARGATE)('%j of an added container on Fargate', (props, message) => {
    expect(() => makeService(newStack()).addContainer('side', { image: IMAGE, ...props })).toThrow(`container 'side': ${message}`);
  });

  test.each<[Props, string]>([
    [{ extraHosts: { printer: '10.0.0.9' } }, 'extraHosts (printer) is not supported in network mode awsvpc; remove it, or set another networkMode of the capacity'],
    [{ hostname: 'orders' }, 'hostname (orders) is not supported in network mode awsvpc'],
  ])('%j of a task with its own network interface', (props, message) => {
    const stack = newStack();
    expect(() => makeService(stack, { ...onGpus(stack), ...props })).toThrow(message);
  });

  test.each<[Props, string]>([
    [{ gpuCount: 0 }, 'gpuCount (0) must be a whole number of at least 1'],
    [{ gpuCount: 1.5 }, 'gpuCount (1.5) must be a whole number of at least 1'],
    [{ gpuCount: 5 }, 'a task needs 5 GPUs, and the largest instance type, g5.12xlarge, has 4'],
  ])('%j', (props, message) => {
    const stack = newStack();
    expect(() => makeService(stack, { ...onGpus(stack), ...props })).toThrow(message);
  });

  test('two credential specifications', () => {
    const stack = newStack();
    const files = s3.Bucket.fromBucketName(stack, 'Files', 'files');
    const credentialSpecs = ['a', 'b'].map(key => ecs.DomainJoinedCredentialSpec.fromS3Bucket(files, key));
    expect(() => makeService(stack, { ...onGpus(stack), credentialSpecs })).toThrow('credentialSpecs has 2 entries, and a container has one');
  });
});

test('options that have no effect are accepted', () => {
  expect(() => makeService(newStack(), { privileged: false, extraHosts: {}, dockerSecurityOptions: [], credentialSpecs: [] })).not.toThrow();
});

test('an added container has the options of instances', () => {
  const stack = newStack();
  makeService(stack, onGpus(stack, BRIDGE)).addContainer('side', { image: IMAGE, gpuCount: 2, privileged: true, hostname: 'side', extraHosts: { printer: '10.0.0.9' } });
  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([Match.objectLike({
      Name: 'side',
      Privileged: true,
      Hostname: 'side',
      ExtraHosts: [{ Hostname: 'printer', IpAddress: '10.0.0.9' }],
      ResourceRequirements: [{ Type: 'GPU', Value: '2' }],
    })]),
  });
});

describe('the execution role may read a credential specification', () => {
  test.each<[string, (stack: Stack) => ecs.CredentialSpec, string[]]>([
    ['in an imported bucket', stack => ecs.DomainJoinedCredentialSpec.fromS3Bucket(s3.Bucket.fromBucketName(stack, 'Files', 'files'), 'gmsa.json'), ['s3:GetObject', 's3:GetBucketLocation']],
    ['in a bucket of the app', stack => ecs.DomainJoinedCredentialSpec.fromS3Bucket(new s3.Bucket(stack, 'Files'), 'gmsa.json'), ['s3:GetObject', 's3:GetBucketLocation']],
    ['in a parameter', stack => ecs.DomainlessCredentialSpec.fromSsmParameter(new ssm.StringParameter(stack, 'Spec', { stringValue: '{}' })), ['ssm:GetParameters']],
  ])('%s', (_, spec, actions) => {
    const stack = newStack();
    makeService(stack, { ...onGmsaInstances()(stack), credentialSpecs: [spec(stack)] });
    const statements = actions.map(Action => Match.objectLike({ Action, Effect: 'Allow', Resource: Match.not('*') }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith(statements) },
      Roles: [{ Ref: Match.stringLikeRegexp('ExecutionRole') }],
    });
  });
});
