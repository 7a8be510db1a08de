import { CALL_EVENTS, CallEvent, IGNORED_ERRORS, RULE_ACTION, RULE_SERVICE, RuleAction, ruleActionOf } from '../../../facts/rule-calls';
import { readJson } from '../evaluation/json-text';
import { List, Node } from '../evaluation/node';
import { partsOf } from '../evaluation/outcome';
import type { Resource } from '../evaluation/resource';

/** A change that an SDK call makes to a listener rule. */
export interface RuleChange {
  /** The place of the ARN of the rule. */
  readonly rule: Node;
  readonly settings: Node;
  /** Whether the custom resource ignores an error of the call. */
  readonly mayFail: boolean;
}

/** An SDK call by a custom resource that creates, changes or deletes listener rules. */
export class RuleCall {
  public static allOf(resource: Resource): readonly RuleCall[] { return CALL_EVENTS.flatMap(event => callOn(event, resource) ?? []); }

  public constructor(public readonly event: CallEvent, public readonly action: RuleAction, private readonly node: Node) {}

  public get parameters(): Node { return this.node.get('parameters'); }

  /** The path of the physical id of the custom resource in the response. */
  public get idInResponse() { return this.node.get('physicalResourceId').text('responsePath'); }

  /** Whether the custom resource ignores an error of the call. */
  public get mayFail(): boolean { return !this.node.get(IGNORED_ERRORS).isAbsent; }

  public get isCreation(): boolean { return this.event === 'Create' && this.action === 'createrule'; }

  /** The changes it makes to existing rules. */
  public get changes(): readonly RuleChange[] {
    if (this.event === 'Delete') { return []; }
    const { mayFail } = this;
    switch (this.action) {
      case 'modifyrule': return [{ rule: this.parameters.get('RuleArn'), settings: this.parameters, mayFail }];
      case 'setrulepriorities': return this.priorities.map(settings => ({ rule: settings.get('RuleArn'), settings, mayFail }));
      default: return [];
    }
  }

  /** Whether the model certainly shows all its effects. */
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

/** Whether an update repeats the call of the creation, as with `onUpdate` without `onCreate`. */
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
