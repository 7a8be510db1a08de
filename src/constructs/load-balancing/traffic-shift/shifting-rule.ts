import { CustomResource } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AwsCustomResource, AwsSdkCall, PhysicalResourceId, PhysicalResourceIdReference } from 'aws-cdk-lib/custom-resources';
import { Construct, IConstruct } from 'constructs';
import { renderConditions, renderForward } from './rendered-rule';
import { acknowledgePermissions } from './rule-acknowledgements';
import { RulePermissions } from './rule-permissions';
import { acknowledgeCallFunction, providerOf } from '../../nag/sdk-call-function';
import { markRule } from '../listener-rule/app-rules';

const SERVICE = 'elastic-load-balancing-v2';
const RULE_ARN = 'Rules.0.RuleArn';
/** Errors when the rule was deleted or never created: without a rule, the physical id is not an ARN. */
const GONE = 'RuleNotFound|ValidationError|AccessDenied';

/** Properties of a ShiftingRule. */
export interface ShiftingRuleProps {
  readonly listener: elbv2.IApplicationListener;
  readonly conditions: readonly elbv2.ListenerCondition[];
  readonly priority: number;
  /** The first one gets all requests until ECS changes the weights. */
  readonly targetGroups: readonly [elbv2.ApplicationTargetGroup, elbv2.ApplicationTargetGroup];
}

/**
 * A listener rule whose weights only ECS changes: no later deployment of the stack writes them.
 *
 * CloudFormation writes all actions of an `AWS::ElasticLoadBalancingV2::ListenerRule` again when any of its properties changes. Here one resource
 * creates and deletes the rule, and two others change its conditions and its priority. See decision 022.
 */
export class ShiftingRule extends Construct {
  public readonly ruleArn: string;
  /** The resource that creates the rule. */
  public readonly resource: IConstruct;

  public constructor(scope: Construct, id: string, private readonly props: ShiftingRuleProps) {
    super(scope, id);
    const permissions = new RulePermissions(this, props.listener);
    const rule = this.createRule(permissions);
    const resource = rule.node.findChild('Resource') as CustomResource;
    this.resource = resource.node.defaultChild!;
    this.ruleArn = resource.ref;
    this.change(rule, 'Conditions', 'modifyRule', { RuleArn: this.ruleArn, Conditions: renderConditions(props.conditions) });
    this.change(rule, 'Priority', 'setRulePriorities', { RulePriorities: [{ RuleArn: this.ruleArn, Priority: props.priority }] });
    for (const targetGroup of props.targetGroups) { targetGroup.registerListener(props.listener, this); }
    afterLog(resource);
    if (permissions.give(rule)) { acknowledgePermissions(this, permissions.ruleArns); }
    acknowledgeCallFunction(this);
    markRule(this.resource, { priority: props.priority, listenerArn: props.listener.listenerArn });
  }

  /** An update makes no call: if it failed, the rule would lose its physical id. */
  private createRule(permissions: RulePermissions): AwsCustomResource {
    const { listener: { listenerArn: ListenerArn }, conditions, priority: Priority, targetGroups } = this.props;
    return new AwsCustomResource(this, 'Rule', {
      installLatestAwsSdk: false,
      ...permissions.props,
      onCreate: {
        ...call('createRule', { ListenerArn, Priority, Conditions: renderConditions(conditions), Actions: renderForward(targetGroups) }),
        outputPaths: [RULE_ARN],
        physicalResourceId: PhysicalResourceId.fromResponse(RULE_ARN),
      },
      onDelete: { ...call('deleteRule', { RuleArn: new PhysicalResourceIdReference() }), ignoreErrorCodesMatching: GONE },
    });
  }

  /** Does not change the actions of the rule: the API keeps omitted parameters. It uses the permissions of the rule. */
  private change(rule: AwsCustomResource, id: string, action: 'modifyRule' | 'setRulePriorities', parameters: object): void {
    new AwsCustomResource(this, id, {
      installLatestAwsSdk: false,
      role: rule.grantPrincipal as iam.IRole,
      onUpdate: { ...call(action, parameters), outputPaths: [], physicalResourceId: PhysicalResourceId.of(id) },
    });
  }
}

function call(action: string, parameters: object): AwsSdkCall { return { service: SERVICE, action, parameters }; }

/** Makes a resource wait for the log group: otherwise the function creates it with the first call, and CloudFormation cannot create it any more. */
function afterLog(resource: Construct): void {
  const logGroup = providerOf(resource)?.node.tryFindChild('LogGroup');
  if (logGroup) { resource.node.addDependency(logGroup); }
}
