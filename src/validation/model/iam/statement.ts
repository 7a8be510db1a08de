import { coversAction, matches } from './matching';
import { isForOtherServices } from './passed-service';
import { allOf, Trilean, atMostUnknown, opposite } from './trilean';
import { POLICY_ELEMENTS_MAXIMUM } from '../../../facts/iam-limits';
import { JoinedList } from '../evaluation/joined-list';
import { List, Node } from '../evaluation/node';
import type { Outcome } from '../evaluation/outcome';
import { PartialString } from '../evaluation/partial-string';

/** A statement of a policy. */
export interface Statement {
  /** Whether it certainly allows, or certainly denies, the actions that it covers. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** Whether it covers an action on a resource. `isForTasks` is for passing a role to tasks, which a condition may limit to other services. */
  covers(action: string, resource: PartialString, isForTasks?: boolean): Trilean;
}

/** A statement in a template. */
export class WrittenStatement implements Statement {
  private lastAsked?: { readonly resource: PartialString; readonly answer: Trilean };

  public constructor(public readonly node: Node) {}

  public get effect(): 'Allow' | 'Deny' | undefined {
    const effect = this.node.text('Effect');
    return effect.is('Allow') ? 'Allow' : effect.is('Deny') ? 'Deny' : undefined;
  }

  /** The elements of its `Resource`. */
  public get resources(): List { return elements(this.node.get('Resource')); }

  public covers(action: string, resource: PartialString, isForTasks = false): Trilean {
    const namesIt = this.coversAction(action);
    if (namesIt === 'no') { return 'no'; }
    const covered = allOf([namesIt, this.coversResource(resource)]);
    if (this.isUnconditional) { return covered; }
    return isForTasks && isForOtherServices(this.node.get('Condition')) ? 'no' : atMostUnknown(covered);
  }

  public coversAction(action: string): Trilean {
    return this.inOrOut('Action', pattern => pattern.literal === undefined ? 'unknown' : coversAction(pattern.literal, action) ? 'yes' : 'no');
  }

  public get isUnconditional(): boolean { return this.node.get('Condition').isAbsent; }

  /** Cached, because callers check several actions on one resource. */
  private coversResource(resource: PartialString): Trilean {
    if (this.lastAsked?.resource !== resource) {
      this.lastAsked = { resource, answer: this.inOrOut('Resource', pattern => matches(pattern, resource)) };
    }
    return this.lastAsked.answer;
  }

  private inOrOut(key: string, matcher: (pattern: PartialString) => Trilean): Trilean {
    const without = this.node.get(`Not${key}`);
    return without.isAbsent ? anyElement(this.node.get(key), matcher) : opposite(anyElement(without, matcher));
  }
}

/** The statements of a policy document. */
export function statementsOf(document: Node): JoinedList<WrittenStatement> {
  const list = elements(document.get('Statement'));
  return new JoinedList(list.map(node => new WrittenStatement(node)), list.isKnown);
}

/** The elements of a list. Policies also accept a single element in place of a list. */
export function elements(place: Node): List {
  return place.outcomes.every(isSingle) ? new List([place], true) : place.asList;
}

/** Whether an element of a list, or a single element in its place, matches. */
export function anyElement(place: Node, matcher: (text: PartialString) => Trilean): Trilean {
  const list = elements(place);
  if (list.length > POLICY_ELEMENTS_MAXIMUM) { return 'unknown'; }
  let any: Trilean = list.isComplete ? 'no' : 'unknown';
  for (const element of list) {
    const answer = ask(element, matcher);
    if (answer === 'yes') { return 'yes'; }
    if (answer === 'unknown') { any = 'unknown'; }
  }
  return any;
}

function ask(element: Node, matcher: (text: PartialString) => Trilean): Trilean {
  const { asPartialString: asPartialString } = element;
  if (asPartialString) { return matcher(asPartialString); }
  const answers = element.outcomes.map(outcome => {
    const text = PartialString.of(outcome);
    return text ? matcher(text) : outcome.kind === 'absent' ? 'no' : 'unknown';
  });
  return answers.every(answer => answer === answers[0]) ? answers[0] : 'unknown';
}

function isSingle({ kind }: Outcome): boolean { return kind === 'literal' || kind === 'text' || kind === 'map'; }
