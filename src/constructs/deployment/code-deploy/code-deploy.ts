import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as codedeploy from 'aws-cdk-lib/aws-codedeploy';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, IConstruct } from 'constructs';
import { appSpecOf, functionsOf } from './app-spec';
import { codeDeployProblems } from './code-deploy-problems';
import { CodeDeployProps } from './code-deploy-props';
import { createDeploymentRole, DeploymentRole } from './code-deploy-role';
import { ServiceCodeDeploy } from './service-code-deploy';
import { EndpointKind } from '../../load-balancing/exposure-kind';
import { ControlledService, Controls, DeploymentController } from '../controller';
import { createAlarms } from '../deployment-alarm-list';
import { Traffic } from '../traffic';

/** The target groups, and the listeners that forward to them. */
type Route = Pick<codedeploy.EcsBlueGreenDeploymentConfig, 'blueTargetGroup' | 'greenTargetGroup' | 'listener' | 'testListener'>;

const DEFAULT_TERMINATION_WAIT = Duration.minutes(5);

/** Two target groups, between which CodeDeploy moves the traffic of the listener. */
export class CodeDeploy implements DeploymentController {
  public readonly factory = 'codeDeploy';
  public readonly type = { type: ecs.DeploymentControllerType.CODE_DEPLOY };
  public readonly requestScalingProblem = 'Deployment.codeDeploy: onRequests counts the requests of one target group, and each deployment shifts them to the other one; use onCpu, or a custom metric with taskCount';
  public readonly exposureProblem = 'CodeDeploy deploys services with one target group only; use Deployment.rolling(), or a second service';
  public readonly redeployProblem = 'ECS refuses to deploy a service that CodeDeploy deploys; use codeDeploy.grantDeploy';

  public constructor(private readonly props: CodeDeployProps) {}

  public problems(traffic: Traffic): readonly string[] { return codeDeployProblems(this.props, traffic); }

  public control(controlled: ControlledService): Controls {
    const { props: { testTraffic, hooks = {} } } = this;
    const { scope, service } = controlled;
    const endpoint = controlled.endpoint!;
    const { targetGroup: alternateTargetGroup, testListener } = endpoint.createAlternate(service, testTraffic?._route.port);
    deleteBefore(endpoint.listener, alternateTargetGroup);
    if (testListener) { deleteBefore(testListener, endpoint.targetGroup); }
    const deploymentGroup = this.createGroup(controlled, {
      blueTargetGroup: endpoint.targetGroup, greenTargetGroup: alternateTargetGroup, listener: endpoint.listener, testListener,
    });
    allowReports(scope, deploymentGroup, functionsOf(hooks).flatMap(({ role }) => role ?? []));
    const appSpec = appSpecOf(controlled, hooks);
    return { codeDeploy: ServiceCodeDeploy._of({ deploymentGroup, alternateTargetGroup, testListenerArn: testListener?.listenerArn, appSpec }) };
  }

  private createGroup(controlled: ControlledService, traffic: Route): codedeploy.EcsDeploymentGroup {
    const { alarms = [], application, deploymentConfig, rollback = true } = this.props;
    const { deploymentApprovalWaitTime, terminationWaitTime = DEFAULT_TERMINATION_WAIT } = this.props;
    const { scope, service } = controlled;
    const { role, policy } = this.roleFor(controlled, traffic);
    const alarmScope = this.watch(controlled);
    const group = new codedeploy.EcsDeploymentGroup(scope, 'DeploymentGroup', {
      service,
      application: application ?? new codedeploy.EcsApplication(scope, 'DeploymentApplication'),
      deploymentConfig,
      role,
      alarms: alarmScope && alarms.flatMap(alarm => alarm._names(scope, false)).map((name, index) => cloudwatch.Alarm.fromAlarmName(alarmScope, `Watched${index + 1}`, name)),
      autoRollback: { failedDeployment: rollback, stoppedDeployment: rollback, deploymentInAlarm: rollback && alarms.length > 0 },
      blueGreenDeploymentConfig: { ...traffic, deploymentApprovalWaitTime, terminationWaitTime },
    });
    group.node.addDependency(...[policy, alarmScope].filter(each => each !== undefined));
    return group;
  }

  private roleFor({ scope, service }: ControlledService, { listener, testListener }: Route): Partial<DeploymentRole> {
    const { role, hooks = {} } = this.props;
    if (role) { return { role }; }
    return createDeploymentRole(scope, {
      service,
      listenerArns: [listener, ...(testListener ? [testListener] : [])].map(({ listenerRef }) => listenerRef.listenerArn),
      functionArns: functionsOf(hooks).map(({ functionArn }) => functionArn),
    });
  }

  /** Creates the alarms, if there are any, and returns their scope. */
  private watch({ scope, endpoint, metric }: ControlledService): Construct | undefined {
    const { alarms } = this.props;
    return alarms && createAlarms({ scope, metric, endpoint: endpoint && { metrics: metricsOfLoadBalancer(endpoint) } }, alarms);
  }
}

/** After a deployment, a listener may forward to either target group. Elastic Load Balancing does not delete a target group that a listener forwards to. */
function deleteBefore(listener: IConstruct, targetGroup: IConstruct): void {
  listener.node.defaultChild?.node.addDependency(targetGroup.node.defaultChild ?? targetGroup);
}

/** The metrics of the load balancer: a target group has no data while the other one has the traffic. */
function metricsOfLoadBalancer({ loadBalancer }: EndpointKind): EndpointKind['metrics'] {
  return (name, options) => [(loadBalancer as elbv2.ApplicationLoadBalancer).metrics.custom(name, options)];
}

/** Each function reports the result of its hook. The policy is created in the scope of the service, because the function may be in another stack. */
function allowReports(scope: Construct, { deploymentGroupArn }: codedeploy.EcsDeploymentGroup, roles: readonly iam.IRole[]): void {
  if (roles.length === 0) { return; }
  const report = new iam.PolicyStatement({ actions: ['codedeploy:PutLifecycleEventHookExecutionStatus'], resources: [deploymentGroupArn] });
  new iam.ManagedPolicy(scope, 'HookReports', { roles: [...new Set(roles)], statements: [report] });
}
