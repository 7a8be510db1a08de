import { RULE_FAULT, reasonOf, UNREADABLE_RESOURCE, UNREADABLE_TEMPLATE } from './faults';
import { own } from '../../facts/own';
import { Application } from '../model/application';
import { sourcesIn } from '../model/evaluation/given-sources';
import type { Location, Resource } from '../model/evaluation/resource';
import type { TemplateSource } from '../model/evaluation/source';
import { RULES } from '../rules/registry.generated';
import type { Violation, NamedRule, Rule, Severity, Subjects } from '../rules/rule';

export { RULES };

/** The description of a rule. */
export type RuleInfo = Omit<NamedRule, 'check' | 'subject' | 'scene' | 'bad' | 'good'>;

/** A violation of a rule, and its location. */
export interface Finding {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly message: string;
  /** The `name` of the source. */
  readonly template: string;
  readonly logicalId: string;
  /** The path in the resource, such as `Properties.ContainerDefinitions.0.Cpu`. */
  readonly path: string;
  /** Other resources that the message is about. */
  readonly related: readonly Location[];
}

export interface ValidateOptions {
  /** The rules to check; all rules if not set. */
  readonly rules?: readonly NamedRule[];
  /** Ids of rules that are not checked. */
  readonly off?: readonly string[];
  /** Severities by rule id, which replace those of the rules. */
  readonly severities?: Readonly<Record<string, Severity>>;
}

/** Checks every rule on every subject of its kind, in all stacks of an app together. */
export function validate(sources: readonly TemplateSource[], options: ValidateOptions = {}): Finding[] {
  const { readable, problems } = sourcesIn(sources);
  const unread = problems.map(message => finding({ rule: UNREADABLE_TEMPLATE, message, location: NOWHERE }, options));
  return [...unread.filter(({ rule }) => !options.off?.includes(rule.id)), ...validateApplication(new Application(readable), options)];
}

const NOWHERE: Location = { template: '', logicalId: '', path: '' };

/** Checks every rule on an application. The application caches its results for the next rules. */
export function validateApplication(application: Application, options: ValidateOptions = {}): Finding[] {
  const off = new Set(options.off);
  const subjects = new Map<keyof Subjects, readonly unknown[]>();
  const findings = unreadable(application).filter(({ rule }) => !off.has(rule.id));
  for (const rule of options.rules ?? RULES) {
    if (off.has(rule.id)) { continue; }
    for (const found of askAll(rule, application, subjects)) { findings.push(found); }
  }
  return findings.map(found => finding(found, options));
}

function unreadable(application: Application): Found[] {
  return application.templates.flatMap(template => template.unreadable
    .map(({ location, reason }) => ({ rule: UNREADABLE_RESOURCE, location, message: `cannot be read: ${reason}` })));
}

/** Rules share their subjects. If the model fails on one kind of subject, the rules about other kinds are still checked. */
function askAll(rule: NamedRule, application: Application, known: Map<keyof Subjects, readonly unknown[]>): Found[] {
  try {
    const subjects = known.get(rule.subject) ?? SUBJECTS[rule.subject](application);
    known.set(rule.subject, subjects);
    return subjects.flatMap(subject => ask(rule, subject, application));
  } catch (error) {
    return [fault(rule, application, application, error)];
  }
}

interface Found extends Violation { readonly rule: RuleInfo }

function ask(rule: NamedRule, subject: unknown, application: Application): Found[] {
  try {
    const found: Found[] = [];
    for (const violation of (rule as Rule).check(subject as never)) { found.push({ ...violation, rule }); }
    return found;
  } catch (error) {
    return [fault(rule, subject, application, error)];
  }
}

function fault(rule: NamedRule, subject: unknown, application: Application, error: unknown): Found {
  return { rule: RULE_FAULT, location: anchor(subject, application), message: `rule ${rule.id} failed here: ${reasonOf(error)}` };
}

function finding({ rule, location, related = [], message, severity }: Found, { severities = {} }: ValidateOptions): Finding {
  return { rule, severity: own(severities, rule.id) ?? severity ?? rule.severity, message, related, ...location };
}

const SUBJECTS: { readonly [K in keyof Subjects]: (application: Application) => readonly Subjects[K][] } = {
  application: application => [application],
  cluster: ({ clusters }) => clusters,
  launch: ({ launches }) => launches,
  loadBalancer: ({ loadBalancers }) => loadBalancers,
  scalableTarget: ({ scalableTargets }) => scalableTargets,
  service: ({ services }) => services,
  strategy: ({ strategies }) => strategies,
  targetGroup: ({ targetGroups }) => targetGroups,
  taskDefinition: ({ taskDefinitions }) => taskDefinitions,
};

/** The resource on which a fault is reported. A rule about the whole application has no resource, so it uses a service or the first resource. */
function anchor(subject: unknown, application: Application) {
  const resource = (subject as { resource?: Resource }).resource
    ?? application.ofType('AWS::ECS::Service')[0] ?? application.templates.flatMap(template => [...template.resources.values()])[0];
  return resource?.at('') ?? NOWHERE;
}
