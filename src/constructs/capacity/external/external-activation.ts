import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ACTIVATION_CODE } from './activation-code';
import { ExternalActivationProps } from './external-instances-props';
import { acknowledge, ofRegulatedPacks } from '../../nag/acknowledgements';
import { findProfile, ProfileData } from '../../profile/profile-data';
import { createFunctionRole, createInlineFunction } from '../inline-function';

const RESOURCE_TYPE = 'Custom::EcsExternalActivation';
/** New roles are known everywhere after a minute or two. */
const TIMEOUT = Duration.minutes(3);
const DAY = Duration.hours(24);
/** After it, CloudFormation stops waiting for a function that never answers. */
const SERVICE_TIMEOUT = Duration.minutes(10);

/** An activation, its secret, and the function that creates both values. */
export class ExternalActivation extends Construct {
  public readonly secret: secretsmanager.Secret;

  public constructor(scope: Construct, id: string, cluster: ecs.ICluster, instanceRole: iam.Role, props: ExternalActivationProps) {
    super(scope, id);
    this.secret = this.createSecret(props);
    const profile = findProfile(this, undefined, cluster);
    const role = this.createFunctionRole(profile, instanceRole);
    const handler = createInlineFunction(this, profile, {
      code: ACTIVATION_CODE,
      description: 'Creates activations of Systems Manager, and stores their codes in a secret',
      timeout: TIMEOUT,
      role,
      services: 'Systems Manager and Secrets Manager',
    });
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: handler.functionArn,
      resourceType: RESOURCE_TYPE,
      serviceTimeout: SERVICE_TIMEOUT,
      properties: {
        IamRole: instanceRole.roleName,
        Description: `External instances of ${scope.node.path}`.slice(0, 256),
        DefaultInstanceName: props.instanceName,
        RegistrationLimit: props.registrationLimit ?? 1,
        ExpiresAfterSeconds: (props.expiresAfter ?? DAY).toSeconds(),
        SecretId: this.secret.secretArn,
        Renewal: props.renewal,
      },
    });
    // the permissions must exist until the activation is deleted
    resource.node.addDependency(role, instanceRole);
  }

  private createSecret({ encryptionKey }: ExternalActivationProps): secretsmanager.Secret {
    const secret = new secretsmanager.Secret(this, 'Secret', {
      description: `Activation with which servers register for ${this.node.path}`,
      encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(secret, ['AwsSolutions-SMG4', ...['SecretsManagerRotationEnabled', 'SecretsManagerUsingKMSKey'].flatMap(ofRegulatedPacks)], 'The code in the secret expires, and each activation has a new one');
    return secret;
  }

  /** Calls for activations have no resource that a policy could contain. */
  private createFunctionRole(profile: ProfileData, instanceRole: iam.Role): iam.Role {
    const role = createFunctionRole(this, 'FunctionRole', profile);
    role.addToPolicy(new iam.PolicyStatement({ actions: ['ssm:CreateActivation', 'ssm:DeleteActivation'], resources: ['*'] }));
    role.addToPolicy(new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [instanceRole.roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    }));
    role.addToPolicy(new iam.PolicyStatement({ actions: ['secretsmanager:PutSecretValue'], resources: [this.secret.secretArn] }));
    this.secret.encryptionKey?.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
    acknowledge(role, ['AwsSolutions-IAM5[Resource::*]'], 'Activations have no ARN that a policy could contain');
    return role;
  }
}
