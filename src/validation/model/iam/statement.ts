import { coversAction, matches } from './matching';
import { allOf, Answer, atMostUnknown, opposite } from './trilean';
import { POLICY_ELEMENTS_MAXIMUM } from '../../../facts/iam-limits';
import { List, Node } from '../evaluation/node';
import { Phrase } from '../evaluation/phrase';
import type { Term } from '../evaluation/term';

/** Something a policy says. */
export interface Statement {
  /** Whether it certainly allows, or certainly denies, what it covers. */
  readonly effect: 'Allow' | 'Deny' | undefined;
  /** Whether it speaks of an action on a resource. */
  covers(action: string, resource: Phrase): Answer;
}

/** A statement as a template writes it. */
export class WrittenStatement implements Statement {
  private lastAsked?: { readonly resource: Phrase; readonly answer: Answer };

  public constructor(public readonly node: Node) {}

  public get effect(): 'Allow' | 'Deny' | undefined {
    const effect = this.node.text('Effect');
    return effect.is('Allow') ? 'Allow' : effect.is('Deny') ? 'Deny' : undefined;
  }

  /** The resources it lists. */
  public get resources(): List { return elements(this.node.get('Resource')); }

  public covers(action: string, resource: Phrase): Answer {
    const namesIt = this.coversAction(action);
    if (namesIt === 'no') { return 'no'; }
    const covered = allOf([namesIt, this.coversResource(resource)]);
    return this.isUnconditional ? covered : atMostUnknown(covered);
  }

  public coversAction(action: string): Answer {
    return this.inOrOut('Action', pattern => pattern.literal === undefined ? 'unknown' : coversAction(pattern.literal, action) ? 'yes' : 'no');
  }

  public get isUnconditional(): boolean { return this.node.get('Condition').isAbsent; }

  /** Several actions are asked about on one resource. */
  private coversResource(resource: Phrase): Answer {
    if (this.lastAsked?.resource !== resource) {
      this.lastAsked = { resource, answer: this.inOrOut('Resource', pattern => matches(pattern, resource)) };
    }
    return this.lastAsked.answer;
  }

  private inOrOut(key: string, matcher: (pattern: Phrase) => Answer): Answer {
    const without = this.node.get(`Not${key}`);
    return without.isAbsent ? anyElement(this.node.get(key), matcher) : opposite(anyElement(without, matcher));
  }
}

/** The statements of a policy document, and whether these are all. */
export function statementsOf(document: Node): { readonly statements: readonly WrittenStatement[]; readonly isComplete: boolean } {
  const list = elements(document.get('Statement'));
  return { statements: list.map(node => new WrittenStatement(node)), isComplete: list.isKnown };
}

/** What a list says, where policies take a single element for a list of one. */
export function elements(place: Node): List {
  return place.outcomes.every(isSingle) ? new List([place], true) : place.asList;
}

/** Whether an element of a list, or a single one in its place, is what is asked for. */
export function anyElement(place: Node, matcher: (text: Phrase) => Answer): Answer {
  const list = elements(place);
  if (list.length > POLICY_ELEMENTS_MAXIMUM) { return 'unknown'; }
  let any: Answer = list.isComplete ? 'no' : 'unknown';
  for (const element of list) {
    const answer = ask(element, matcher);
    if (answer === 'yes') { return 'yes'; }
    if (answer === 'unknown') { any = 'unknown'; }
  }
  return any;
}

function ask(element: Node, matcher: (text: Phrase) => Answer): Answer {
  const { asPhrase } = element;
  if (asPhrase) { return matcher(asPhrase); }
  const answers = element.outcomes.map(outcome => {
    const text = Phrase.of(outcome);
    return text ? matcher(text) : outcome.kind === 'absent' ? 'no' : 'unknown';
  });
  return answers.every(answer => answer === answers[0]) ? answers[0] : 'unknown';
}

function isSingle({ kind }: Term): boolean { return kind === 'literal' || kind === 'text' || kind === 'map'; }
