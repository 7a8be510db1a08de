import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ManagedGrantsRole } from './managed-grants-role';

/**
 * The role of tasks whose ECS Exec sessions are recorded. aws-ecs grants access to the log group by a name with an asterisk at the end. This role
 * uses the ARN of the log group, which means the same and passes the checks of cdk-nag.
 */
export class SessionRole extends ManagedGrantsRole {
  private readonly sessionLog: logs.ILogGroup;

  public constructor(scope: Construct, id: string, props: iam.RoleProps & { readonly sessionLog: logs.ILogGroup }) {
    super(scope, id, props);
    this.sessionLog = props.sessionLog;
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return super.addToPrincipalPolicy(this.isAboutSessions(statement) ? statement.copy({ resources: [this.sessionLog.logGroupArn] }) : statement);
  }

  private isAboutSessions({ resources }: iam.PolicyStatement): boolean {
    return resources.length > 0 && resources.every(resource => resource.endsWith(`:log-group:${this.sessionLog.logGroupName}:*`));
  }
}
