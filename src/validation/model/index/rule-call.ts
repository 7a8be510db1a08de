import { CALL_EVENTS, CallEvent, IGNORED_ERRORS, RULE_ACTION, RULE_SERVICE, RuleAction, ruleActionOf } from '../../../facts/rule-calls';
import { readJson } from '../evaluation/json-text';
import { List, Node } from '../evaluation/node';
import { partsOf } from '../evaluation/outcome';
import type { Resource } from '../evaluation/resource';

/** Settings that a call gives to a rule. */
export interface RuleChange {
  /** Where the ARN of the rule stands. */
  readonly rule: Node;
  readonly settings: Node;
  /** Whether it may be left out without an error. */
  readonly mayFail: boolean;
}

/** A call of the SDK that a custom resource makes, and which creates, changes or deletes listener rules. */
export class RuleCall {
  public static allOf(resource: Resource): readonly RuleCall[] { return CALL_EVENTS.flatMap(event => callOn(event, resource) ?? []); }

  public constructor(public readonly event: CallEvent, public readonly action: RuleAction, private readonly node: Node) {}

  public get parameters(): Node { return this.node.get('parameters'); }

  /** Where the physical id of the custom resource stands in the response. */
  public get idInResponse() { return this.node.get('physicalResourceId').text('responsePath'); }

  /** Whether an error may leave it without effect, and go on. */
  public get mayFail(): boolean { return !this.node.get(IGNORED_ERRORS).isAbsent; }

  public get isCreation(): boolean { return this.event === 'Create' && this.action === 'createrule'; }

  /** What it changes in rules that exist. */
  public get changes(): readonly RuleChange[] {
    if (this.event === 'Delete') { return []; }
    const { mayFail } = this;
    switch (this.action) {
      case 'modifyrule': return [{ rule: this.parameters.get('RuleArn'), settings: this.parameters, mayFail }];
      case 'setrulepriorities': return this.priorities.map(settings => ({ rule: settings.get('RuleArn'), settings, mayFail }));
      default: return [];
    }
  }

  /** Whether it certainly does nothing but what is read of it. */
  public get isWhole(): boolean {
    switch (this.action) {
      case 'createrule': return this.isCreation;
      case 'deleterule': return this.event === 'Delete';
      case 'modifyrule': return this.event !== 'Delete';
      case 'setrulepriorities': return this.event !== 'Delete' && this.priorities.isKnown;
    }
  }

  private get priorities(): List { return this.parameters.list('RulePriorities'); }
}

/** Whether an update makes the call of the creation again, as `onUpdate` without `onCreate` does. */
export function isRepeated(event: CallEvent, { properties }: Resource): boolean {
  const created = properties.partialString('Create')?.key;
  return event === 'Update' && created !== undefined && properties.partialString('Update')?.key === created;
}

function callOn(event: CallEvent, resource: Resource): RuleCall | undefined {
  const place = resource.properties.get(event);
  if (!isAboutRules(place) || isRepeated(event, resource)) { return undefined; }
  const node = readJson(place);
  const action = ruleActionOf(node.text('action').known ?? '');
  return action && node.text('service').satisfies(service => RULE_SERVICE.test(service)) ? new RuleCall(event, action, node) : undefined;
}

/** Other texts are not parsed. */
function isAboutRules({ outcomes }: Node): boolean {
  return outcomes.flatMap(partsOf).some(part => typeof part === 'string' && RULE_ACTION.test(part));
}
