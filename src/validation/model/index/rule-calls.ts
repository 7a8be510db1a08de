import { grouped } from './grouped';
import type { ResourceIndex } from './resource-index';
import { isRepeated, RuleCall, RuleChange } from './rule-call';
import {
  CALL_EVENTS, CALLER_PROPERTIES, CallEvent, isCustomResource, OWN_PHYSICAL_ID, RULE_ARN_ATTRIBUTES, RULE_ARN_IN_RESPONSE,
} from '../../../facts/rule-calls';
import { Node } from '../evaluation/node';
import { UNKNOWN } from '../evaluation/outcome';
import { mapOf } from '../evaluation/raw';
import type { Resource } from '../evaluation/resource';

const LISTENER_RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** The SDK calls that create and change listener rules from custom resources. */
export class RuleCalls {
  /** The custom resources that create a rule. */
  public readonly creators: readonly Resource[];
  private readonly calls: ReadonlyMap<Resource, readonly RuleCall[]>;
  private readonly changes: ReadonlyMap<Resource | undefined, readonly RuleChange[]>;
  private readonly callersOf: ReadonlyMap<Resource | undefined, readonly Resource[]>;

  public constructor(application: ResourceIndex) {
    const customResources = application.resources.filter(({ type }) => isCustomResource(type));
    this.callersOf = grouped(customResources, ({ properties }) => [properties.target('ServiceToken')]);
    this.calls = new Map(customResources.map(each => [each, RuleCall.allOf(each)] as const).filter(([, calls]) => calls.length > 0));
    this.creators = [...this.calls.keys()].filter(each => this.creation(each));
    // changes of an update do not apply yet when rules and services are created
    const changes = [...this.calls.values()].flat().filter(({ event }) => event === 'Create').flatMap(call => call.changes);
    this.changes = grouped(changes, ({ rule }) => [this.ruleAt(rule)]);
  }

  /** The place of the settings of a rule: its properties, or the parameters of the call that creates it. */
  public settingsOf(rule: Resource): Node { return this.creation(rule)?.parameters ?? rule.properties; }

  /** A setting of a rule after all calls on creation; unknown if several calls, an ignored error, or a condition decide it. */
  public setting(rule: Resource, key: string): Node {
    const written = this.settingsOf(rule).get(key);
    const [change, ...others] = (this.changes.get(rule) ?? []).filter(({ settings }) => !settings.get(key).isAbsent);
    const place = change?.settings.get(key) ?? written;
    const isDecided = others.length === 0 && !change?.mayFail && !this.creation(rule)?.mayFail && place.resource.coexistsWith(rule);
    return isDecided ? place : written.readBy(() => [UNKNOWN]);
  }

  /** The rule whose ARN is certainly at a place. */
  public ruleAt(place: Node): Resource | undefined {
    if (place.asText.is(OWN_PHYSICAL_ID)) { return this.isNamedByArn(place.resource) ? place.resource : undefined; }
    const { resource, attribute = '' } = place.asAttribute ?? {};
    if (!resource) { return undefined; }
    if (resource.type === LISTENER_RULE) { return RULE_ARN_ATTRIBUTES.includes(attribute) ? resource : undefined; }
    const isArn = attribute === 'Ref' ? this.isNamedByArn(resource) : attribute === RULE_ARN_IN_RESPONSE;
    return isArn && this.creation(resource) ? resource : undefined;
  }

  /** Whether the model shows all effects of a custom resource. */
  public showAllOf(resource: Resource): boolean {
    const calls = this.calls.get(resource) ?? [];
    const isRead = (event: CallEvent) => calls.some(call => call.event === event) || isRepeated(event, resource);
    return calls.length > 0 && CALL_EVENTS.every(event => isRead(event) || resource.properties.get(event).isAbsent)
      && calls.every(call => this.isPlain(call)) && Object.keys(mapOf(resource.written('Properties'))).every(key => CALLER_PROPERTIES.includes(key));
  }

  /** Whether a function only makes these calls for custom resources. */
  public areAllThatRuns(handler: Resource): boolean { return this.callersOf.get(handler)?.every(caller => this.showAllOf(caller)) === true; }

  private creation(resource: Resource): RuleCall | undefined { return this.calls.get(resource)?.find(({ isCreation }) => isCreation); }

  /** Whether `Ref` of a custom resource is the ARN of the rule that it creates. */
  private isNamedByArn(resource: Resource): boolean { return this.creation(resource)?.idInResponse.is(RULE_ARN_IN_RESPONSE) === true; }

  /** Whether the model shows all effects of a call, and all its rules are in the app. */
  private isPlain({ isWhole, changes }: RuleCall): boolean { return isWhole && changes.every(({ rule }) => this.ruleAt(rule) !== undefined); }
}

/** The calls of an application, read once. */
export function ruleCalls(application: ResourceIndex): RuleCalls { return application.memo(readRuleCalls); }

function readRuleCalls(application: ResourceIndex): RuleCalls { return new RuleCalls(application); }
