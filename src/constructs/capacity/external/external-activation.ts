import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ACTIVATION_CODE } from './activation-code';
import { ExternalActivationProps } from './external-instances-props';
import { acknowledge, ofRegulatedPacks } from '../../nag/acknowledgements';
import { acknowledgeOutsideVpc, acknowledgeWaitedFor } from '../../nag/function-acknowledgements';
import { findProfile } from '../../profile/profile-data';
import { RegulatedResources } from '../../profile/regulated-resources';
import { createRole } from '../profile-role';

const RESOURCE_TYPE = 'Custom::EcsExternalActivation';
const MEMORY_MIB = 256;
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
    const profile = findProfile(this, undefined, cluster);
    const regulated = profile.isRegulated ? new RegulatedResources(this, profile) : undefined;
    this.secret = this.createSecret(props);
    const role = this.createFunctionRole(cluster, instanceRole);
    const handler = this.createFunction(role, regulated);
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
  private createFunctionRole(cluster: ecs.ICluster, instanceRole: iam.Role): iam.Role {
    const role = createRole(this, 'FunctionRole', cluster, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
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

  private createFunction(role: iam.Role, regulated?: RegulatedResources): lambda.Function {
    const logGroup = regulated?.logGroup(this, 'Logs') ?? new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const handler = new lambda.Function(this, 'Function', {
      description: 'Creates activations of Systems Manager, and stores their codes in a secret',
      runtime: lambda.determineLatestNodeRuntime(this),
      handler: 'index.handler',
      code: lambda.Code.fromInline(ACTIVATION_CODE),
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      role,
      logGroup,
    });
    logGroup.grantWrite(role);
    acknowledgeWaitedFor(handler);
    acknowledgeOutsideVpc(handler, 'The function calls the APIs of Systems Manager and Secrets Manager only');
    return handler;
  }
}
