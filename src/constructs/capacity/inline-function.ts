import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgeOutsideVpc, acknowledgeWaitedFor } from '../nag/function-acknowledgements';
import { ProfileData } from '../profile/profile-data';
import { profileRole } from '../profile/profile-role';
import { RegulatedResources } from '../profile/regulated-resources';

const MEMORY_MIB = 256;

export interface InlineFunctionProps {
  readonly code: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly role: iam.Role;
  /** The services that it calls, for the finding that it is in no VPC. */
  readonly services: string;
  /** Functions that work together have one log group. By default, the function has its own. */
  readonly logGroup?: logs.ILogGroup;
}

/** A role for a function of a custom resource. In the regulated profile its permissions are managed policies. */
export function createFunctionRole(scope: Construct, id: string, profile: ProfileData): iam.Role {
  return profileRole(scope, id, profile.isRegulated, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

/** A function of a custom resource, with the log group that the profile requires. */
export function createInlineFunction(scope: Construct, profile: ProfileData, props: InlineFunctionProps): lambda.Function {
  const { code, description, timeout, role, services } = props;
  const logGroup = props.logGroup ?? createFunctionLogs(scope, profile);
  const handler = new lambda.Function(scope, 'Function', {
    description,
    runtime: lambda.determineLatestNodeRuntime(scope),
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    memorySize: MEMORY_MIB,
    timeout,
    role,
    logGroup,
  });
  logGroup.grantWrite(role);
  acknowledgeWaitedFor(handler);
  acknowledgeOutsideVpc(handler, `The function calls the APIs of ${services} only`);
  return handler;
}

/** The log group that a profile requires. */
export function createFunctionLogs(scope: Construct, profile: ProfileData): logs.LogGroup {
  if (profile.isRegulated) { return new RegulatedResources(scope, profile).logGroup(scope, 'Logs'); }
  return new logs.LogGroup(scope, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
}
