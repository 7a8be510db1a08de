import { Aws, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { IS_COMPLETE_CODE } from './is-complete-code';
import { ON_EVENT_CODE } from './on-event-code';
import { acknowledgeProvider } from './provider-acknowledgements';
import { CUSTOM_RESOURCE } from '../../../facts/custom-resources';
import { ROLE_MANAGED_POLICIES } from '../../../facts/iam-limits';
import { createFunctionLogs, createFunctionRole, createInlineFunction } from '../../capacity/inline-function';
import { ProfileData } from '../../profile/profile-data';

const ID = 'DeploymentTasks';
const REGULATED_ID = 'DeploymentTasksRegulated';
const SERVICES = 'ECS, CloudWatch Logs and CloudFormation';

/** How often the task is checked. */
const INTERVAL = Duration.seconds(10);

/** The calls of the functions wait for permissions, for an earlier task that stops, and for capacity. */
const START_TIMEOUT = Duration.minutes(14);
const CHECK_TIMEOUT = Duration.minutes(2);

/** The provider of the deployment tasks of a stack, with its functions, roles and log group. Each profile has its own. */
export class DeploymentTaskProvider extends Construct {
  /** One managed policy of the role is for its own permissions. */
  public static readonly MAX_TASKS = ROLE_MANAGED_POLICIES - 1;

  /** The provider of the stack of the scope for the profile of a task. */
  public static for(scope: Construct, profile: ProfileData): DeploymentTaskProvider {
    return DeploymentTaskProvider.find(scope, profile) ?? new DeploymentTaskProvider(Stack.of(scope), idFor(profile), profile);
  }

  /** Why the role of the provider cannot get the permissions for another task. */
  public static problems(scope: Construct, profile: ProfileData): string[] {
    const found = Stack.of(scope).node.tryFindChild(idFor(profile));
    if (found && !(found instanceof DeploymentTaskProvider)) { return [`'${found.node.path}' has the id of the functions that run deployment tasks; choose another id for it`]; }
    const count = found?.tasks ?? 0;
    return count < DeploymentTaskProvider.MAX_TASKS
      ? []
      : [`the stack has ${count} deployment tasks already, and the managed policies of a role allow ${DeploymentTaskProvider.MAX_TASKS}; run several commands in one task, or use another stack`];
  }

  private static find(scope: Construct, profile: ProfileData): DeploymentTaskProvider | undefined {
    return Stack.of(scope).node.tryFindChild(idFor(profile)) as DeploymentTaskProvider | undefined;
  }

  public readonly serviceToken: string;
  private readonly role: iam.Role;
  private readonly logGroup: logs.ILogGroup;
  private tasks = 0;

  private constructor(scope: Construct, id: string, private readonly profile: ProfileData) {
    super(scope, id);
    this.logGroup = createFunctionLogs(this, profile);
    this.role = createFunctionRole(this, 'Role', profile);
    this.role.addToPolicy(new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks', 'cloudformation:DescribeStackEvents'], resources: [Aws.STACK_ID] }));
    const provider = new Provider(this, 'Provider', {
      onEventHandler: this.createFunction('OnEvent', ON_EVENT_CODE, 'Starts the deployment tasks of the stack', START_TIMEOUT),
      isCompleteHandler: this.createFunction('IsComplete', IS_COMPLETE_CODE, 'Checks whether deployment tasks have ended', CHECK_TIMEOUT),
      queryInterval: INTERVAL,
      totalTimeout: Duration.seconds(CUSTOM_RESOURCE.maxSeconds),
      logGroup: this.logGroup,
      frameworkOnEventRole: this.frameworkRole('StartRole'),
      frameworkCompleteAndTimeoutRole: this.frameworkRole('WaitRole'),
    });
    this.serviceToken = provider.serviceToken;
    acknowledgeProvider(provider);
  }

  /**
   * Allows the functions to run a task. The policy belongs to the task: an update that removes the task deletes the policy after the custom resource,
   * and would change a policy of all tasks before.
   */
  public allow(task: Construct, id: string, statements: iam.PolicyStatement[]): iam.ManagedPolicy {
    this.tasks += 1;
    return new iam.ManagedPolicy(task, id, { roles: [this.role], statements });
  }

  private createFunction(id: string, code: string, description: string, timeout: Duration): lambda.Function {
    const { role, logGroup, profile } = this;
    return createInlineFunction(new Construct(this, id), profile, { code, description, timeout, role, logGroup, services: SERVICES });
  }

  private frameworkRole(id: string): iam.Role {
    const role = createFunctionRole(this, id, this.profile);
    this.logGroup.grantWrite(role);
    return role;
  }
}

function idFor({ isRegulated }: ProfileData): string { return isRegulated ? REGULATED_ID : ID; }
