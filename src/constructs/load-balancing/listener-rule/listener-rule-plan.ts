import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct, IConstruct } from 'constructs';
import { AFTER_AUTOMATIC, Band, bandOf, priorityIn } from './listener-rule-band';
import { refuseCollisions } from './listener-rule-collisions';
import { conditionsOf, hasMoreConditions, ListenerRuleConditions } from './listener-rule-conditions';
import { AlbTargetGroupOptions, forwardAction } from '../alb/alb-target-group-options';
import { ShiftingRule } from '../traffic-shift/shifting-rule';
import { TestHeader } from '../traffic-shift/test-traffic';

const RULE_ID = 'ListenerRule';
/**
 * The priorities of a rule that comes before a default action, or before a rule for all other requests, which keeps its priority until it is deleted.
 * A rule that replaces another one also needs another priority of the band.
 */
const BEFORE_DEFAULT: Band = { first: AFTER_AUTOMATIC.max - 500, width: 499 };
const ALL_PATHS = { paths: ['/*'] };

/** The settings of a listener rule. */
export interface ListenerRuleSettings {
  readonly conditions: ListenerRuleConditions;
  /** Without one it is derived from the band and the path. */
  readonly priority?: number;
  /** The default of `priority` for a rule that forwards to one target group. */
  readonly lastPriority?: number;
  /** Without one it depends on the conditions. */
  readonly band?: Band;
}

/** The two target groups between which deployments shift the traffic; the first one has it until ECS changes the weights. */
export type ShiftedGroups = readonly [elbv2.ApplicationTargetGroup, elbv2.ApplicationTargetGroup];

/** A listener rule before it is created: it forwards to one target group, or deployments shift its traffic between two. */
export class ListenerRulePlan {
  /** A rule for the requests that would reach the default action of a listener. */
  public static readonly BEFORE_DEFAULT = new ListenerRulePlan({ conditions: ALL_PATHS, band: BEFORE_DEFAULT });

  /** A rule for all requests that no other rule of the listener forwards. */
  public static last(priority?: number): ListenerRulePlan {
    return new ListenerRulePlan({ conditions: ALL_PATHS, priority, lastPriority: AFTER_AUTOMATIC.max, band: BEFORE_DEFAULT });
  }

  public constructor(private readonly settings: ListenerRuleSettings) {}

  public get conditions(): ListenerRuleConditions { return this.settings.conditions; }

  /** The lowest and the highest priority that the rule can have while its traffic is shifted. */
  public get shiftingPriorities(): { readonly min: number; readonly max: number } {
    const { settings: { priority }, band: { first, width } } = this;
    return priority === undefined ? { min: first, max: first + width - 1 } : { min: priority, max: priority };
  }

  /** The requests of this rule that have a header too. */
  public withHeader({ name, value, priority }: TestHeader): ListenerRulePlan {
    const { conditions } = this;
    return new ListenerRulePlan({ conditions: { ...conditions, headers: { ...conditions.headers, [name]: [value] } }, priority });
  }

  /** Creates a rule that forwards to one target group. */
  public forward(
    scope: Construct, listener: elbv2.IApplicationListener, options: AlbTargetGroupOptions, targetGroup: elbv2.ApplicationTargetGroup,
  ): elbv2.ApplicationListenerRule {
    const rule = new elbv2.ApplicationListenerRule(scope, RULE_ID, {
      listener,
      priority: this.settings.priority ?? this.settings.lastPriority ?? priorityIn(this.band, scope, RULE_ID),
      conditions: conditionsOf(this.conditions),
      action: forwardAction(options, elbv2.ListenerAction.forward([targetGroup])),
    });
    this.refuseCollisions(rule, rule.node.defaultChild);
    return rule;
  }

  /** Creates a rule whose weights only ECS changes. */
  public shift(scope: Construct, id: string, listener: elbv2.IApplicationListener, targetGroups: ShiftedGroups): ShiftingRule {
    const priority = this.settings.priority ?? priorityIn(this.band, scope, id);
    const rule = new ShiftingRule(scope, id, { listener, conditions: conditionsOf(this.conditions), priority, targetGroups });
    this.refuseCollisions(rule, rule.resource);
    return rule;
  }

  private refuseCollisions(scope: Construct, resource: IConstruct = scope): void {
    refuseCollisions(scope, resource, this.band);
  }

  private get band(): Band {
    const { hosts, paths } = this.conditions;
    return this.settings.band ?? bandOf({ hosts, paths, hasMore: hasMoreConditions(this.conditions) });
  }
}
