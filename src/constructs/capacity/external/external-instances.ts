import { Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ExternalActivation } from './external-activation';
import { ExternalActivationProps, ExternalInstancesProps } from './external-instances-props';
import { createExternalRole } from './external-role';
import { ROLE_NAME } from '../../../facts/iam-limits';
import { MANAGED_NODE_NAME, SSM_ACTIVATION } from '../../../facts/ssm-activations';
import { formatProblem, refuseNew, secondsProblem, wholeNumberProblem } from '../../checks';

const SCRIPTS = 'https://amazon-ecs-agent.s3.amazonaws.com';

/**
 * Servers outside of AWS that run tasks (ECS Anywhere): their role, and the commands that register them. `EcsCluster.addExternalInstances` creates it.
 *
 * The commands contain no secrets, so they can be outputs of the stack. The id and the code of an activation are variables in them.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-registration.html
 */
export class ExternalInstances extends Construct {
  /** @internal */
  public static _on(cluster: ecs.ICluster, scope: Construct, id: string, props: ExternalInstancesProps): ExternalInstances {
    return new ExternalInstances(cluster, scope, id, props);
  }

  /**
   * The role of the servers. Task roles and execution roles are separate.
   */
  public readonly role: iam.Role;

  /**
   * The secret with the keys `activationId` and `activationCode`; undefined without the prop `activation`.
   */
  public readonly activationSecret?: secretsmanager.ISecret;

  private readonly clusterName: string;

  private constructor(cluster: ecs.ICluster, scope: Construct, id: string, { roleName, activation }: ExternalInstancesProps) {
    refuseNew(scope, id, [...formatProblem('roleName', roleName, ROLE_NAME), ...activationProblems(activation)]);
    super(scope, id);
    this.clusterName = cluster.clusterName;
    this.role = createExternalRole(this, cluster, roleName);
    this.activationSecret = activation && new ExternalActivation(this, 'Activation', cluster, this.role, activation).secret;
  }

  /**
   * The command that creates an activation for one server. Its answer has the ActivationId and the ActivationCode; treat the code like a password.
   */
  public get activationCommand(): string {
    return `aws ssm create-activation --iam-role ${this.role.roleName} --registration-limit 1 --region ${this.region}`;
  }

  /**
   * The commands that register a Linux server, run as root. They read the variables ACTIVATION_ID and ACTIVATION_CODE.
   */
  public get linuxRegistrationCommand(): string {
    const script = '/tmp/ecs-anywhere-install.sh';
    return `curl --proto https -o ${script} ${SCRIPTS}/ecs-anywhere-install-latest.sh && bash ${script} --region ${this.region} --cluster ${this.clusterName} --activation-id "$ACTIVATION_ID" --activation-code "$ACTIVATION_CODE"`;
  }

  /**
   * The commands that register a Windows server, run in PowerShell as administrator. They read the variables $ActivationId and $ActivationCode.
   */
  public get windowsRegistrationCommand(): string {
    const script = 'ecs-anywhere-install.ps1';
    return `Invoke-RestMethod -URI "${SCRIPTS}/${script}" -OutFile "${script}"; .\\${script} -Region ${this.region} -Cluster ${this.clusterName} -ActivationID $ActivationId -ActivationCode $ActivationCode`;
  }

  private get region(): string { return Stack.of(this).region; }
}

function activationProblems({ registrationLimit, expiresAfter, instanceName }: ExternalActivationProps = {}): string[] {
  return [
    ...wholeNumberProblem('activation: registrationLimit', registrationLimit, SSM_ACTIVATION.registrations),
    ...secondsProblem('activation: expiresAfter', expiresAfter, SSM_ACTIVATION.seconds),
    ...formatProblem('activation: instanceName', instanceName, MANAGED_NODE_NAME),
  ];
}
