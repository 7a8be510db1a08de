import { RULE_FAULT, reasonOf, UNREADABLE_RESOURCE, UNREADABLE_TEMPLATE } from './faults';
import { own } from '../../facts/own';
import { Application } from '../model/application';
import { sourcesIn } from '../model/evaluation/given-sources';
import type { Location, Resource } from '../model/evaluation/resource';
import type { TemplateSource } from '../model/evaluation/source';
import { RULES as WITH_EXAMPLES } from '../rules/registry.generated';
import { Check, NamedCheck, POSTURE, RuleInfo, Severity, Subjects, Violation } from '../rules/rule';

export { Application };

/** All rules. The package has them without their examples. */
export const RULES: readonly NamedCheck[] = WITH_EXAMPLES;

/** One broken rule, and where. */
export interface Finding {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly message: string;
  /** The `name` of the source. */
  readonly template: string;
  readonly logicalId: string;
  /** The property path, such as `Properties.ContainerDefinitions.0.Cpu`. */
  readonly path: string;
  /** Other resources that the message is about. */
  readonly related: readonly Location[];
}

export interface ValidateOptions {
  /**
   * The rules to check.
   *
   * @default - all rules, but the posture rules only if they are switched on
   */
  readonly rules?: readonly NamedCheck[];
  /** Ids of rules that are not checked. */
  readonly disabled?: readonly string[];
  /**
   * Whether the posture rules are checked.
   *
   * @default false - none, unless `rules` contains them
   */
  readonly posture?: boolean;
  /** Severities by rule id, which replace those of the rules. */
  readonly severities?: Readonly<Record<string, Severity>>;
}

/** Checks every rule on every subject of its kind, in all stacks of an app together. */
export function validate(sources: readonly TemplateSource[], options: ValidateOptions = {}): Finding[] {
  const { readable, problems } = sourcesIn(sources);
  const unread = isDisabled(UNREADABLE_TEMPLATE, options) ? [] : problems;
  return [
    ...unread.map(message => finding(UNREADABLE_TEMPLATE, { message, location: NOWHERE }, options)),
    ...validateApplication(new Application(readable), options),
  ];
}

/**
 * The same for an application that has been read. The indexes that the rules build are kept in it. It must be an `Application`
 * of this module, because the model compares its classes by identity.
 *
 * @throws if it is anything else
 */
export function validateApplication(application: Application, options: ValidateOptions = {}): Finding[] {
  if (!(application instanceof Application)) { throw new Error('validateApplication needs an Application of this module: new Application(sources)'); }
  const rules = (options.rules ?? RULES.filter(rule => isSwitchedOn(rule, options))).filter(rule => !isDisabled(rule, options));
  const subjects = new SharedSubjects(application);
  return [...unreadable(application, options), ...rules.flatMap(rule => check(rule, subjects, options))];
}

const NOWHERE: Location = { template: '', logicalId: '', path: '' };

/** Posture rules are opinions, which a team switches on together. A severity switches nothing on (docs/decisions/068-posture.md). */
export function isSwitchedOn({ domain }: Pick<RuleInfo, 'domain'>, { posture }: Pick<ValidateOptions, 'posture'>): boolean {
  return domain !== POSTURE || posture === true;
}

/** Callers in JavaScript may pass `null`, or any iterable. */
function isDisabled({ id }: RuleInfo, { disabled }: ValidateOptions): boolean { return new Set(disabled ?? []).has(id); }

function unreadable({ templates }: Application, options: ValidateOptions): Finding[] {
  if (isDisabled(UNREADABLE_RESOURCE, options)) { return []; }
  return templates.flatMap(template => template.unreadable
    .map(({ location, reason }) => finding(UNREADABLE_RESOURCE, { location, message: `cannot be read: ${reason}` }, options)));
}

/** Where the model fails on the subjects of a rule, rules about other subjects are still checked. */
function check(rule: NamedCheck, subjects: SharedSubjects, options: ValidateOptions): Finding[] {
  const { application } = subjects;
  const found: Finding[] = [];
  try {
    for (const subject of subjects.of(rule.subject)) { addFindings(found, rule, subject, application, options); }
  } catch (error) {
    found.push(fault(rule, application, application, error, options));
  }
  return found;
}

/** Adds the findings on a subject; only a fault if the rule fails there. */
function addFindings(found: Finding[], rule: NamedCheck, subject: unknown, application: Application, options: ValidateOptions): void {
  const before = found.length;
  try {
    for (const violation of (rule as Check).check(subject as never, application)) { found.push(finding(rule, violation, options)); }
  } catch (error) {
    found.length = before;
    found.push(fault(rule, subject, application, error, options));
  }
}

function fault({ id }: NamedCheck, subject: unknown, application: Application, error: unknown, options: ValidateOptions): Finding {
  return finding(RULE_FAULT, { location: anchor(subject, application), message: `rule ${id} failed here: ${reasonOf(error)}` }, options);
}

/** The texts of a rule without its check and examples. */
function infoOf({ id, domain, title, severity, outcome, why, fix, docs }: RuleInfo): RuleInfo {
  return { id, domain, title, severity, outcome, why, fix, docs };
}

function finding(rule: RuleInfo, { location, related = [], message, severity }: Violation, { severities = {} }: ValidateOptions): Finding {
  const others = related.filter(({ template, logicalId }) => template !== location.template || logicalId !== location.logicalId);
  const found = own(severities, rule.id) ?? severity ?? rule.severity;
  return { rule: infoOf(rule), severity: found, message: shortened(message), related: others, ...location };
}

/** Messages contain values of the template, which may have any length. */
function shortened(message: string): string { return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)}…` : message; }

const LONGEST_MESSAGE = 2000;

/** The subjects of rules, computed once for all rules of a kind. */
class SharedSubjects {
  private readonly known = new Map<keyof Subjects, readonly unknown[]>();

  public constructor(public readonly application: Application) {}

  public of(kind: keyof Subjects): readonly unknown[] {
    const subjects = this.known.get(kind) ?? SUBJECTS[kind](this.application);
    this.known.set(kind, subjects);
    return subjects;
  }
}

const SUBJECTS: { readonly [K in keyof Subjects]: (application: Application) => readonly Subjects[K][] } = {
  application: application => [application],
  capacityProvider: ({ capacityProviders }) => capacityProviders,
  cluster: ({ clusters }) => clusters,
  daemon: ({ daemons }) => daemons,
  expressService: ({ expressServices }) => expressServices,
  taskRunner: ({ taskRunners }) => taskRunners,
  loadBalancer: ({ loadBalancers }) => loadBalancers,
  scalableTarget: ({ scalableTargets }) => scalableTargets,
  scalingPolicy: ({ scalingPolicies }) => scalingPolicies,
  service: ({ services }) => services,
  strategy: ({ strategies }) => strategies,
  targetGroup: ({ targetGroups }) => targetGroups,
  taskDefinition: ({ taskDefinitions }) => taskDefinitions,
};

/** The location of a fault: the resource of the subject, or any resource where the subject is the application. */
function anchor(subject: unknown, application: Application) {
  const resource = (subject as { resource?: Resource }).resource
    ?? application.ofType('AWS::ECS::Service')[0] ?? application.templates.flatMap(template => [...template.resources.values()])[0];
  return resource?.at('') ?? NOWHERE;
}
