import { Application } from '../model/application';
import type { Location, Resource } from '../model/resource';
import type { TemplateSource } from '../model/source';
import { RULES } from '../rules/registry.generated';
import type { Violation, NamedRule, Rule, Severity, Subjects } from '../rules/rule';

export { RULES };

/** What is told of a rule. */
export type RuleInfo = Omit<NamedRule, 'check' | 'subject' | 'scene' | 'bad' | 'good'>;

/** One broken rule, and where. */
export interface Finding {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly message: string;
  /** The `name` of the source. */
  readonly template: string;
  readonly logicalId: string;
  /** Where in the resource, such as `Properties.ContainerDefinitions.0.Cpu`. */
  readonly path: string;
  /** Other resources that the message is about. */
  readonly related: readonly Location[];
}

export interface ValidateOptions {
  /** The rules to ask; all of them when left out. */
  readonly rules?: readonly NamedRule[];
  /** Ids of rules that are not asked. */
  readonly off?: readonly string[];
  /** Severities by rule id that stand in for the rule's own. */
  readonly severities?: Readonly<Record<string, Severity>>;
}

/** What is reported when a rule fails instead of answering: our fault, never the caller's. */
export const RULE_FAULT: RuleInfo = {
  id: 'rule-fault',
  domain: 'service',
  title: 'Every rule can be asked',
  severity: 'warning',
  outcome: 'ignored',
  why: 'The rule itself failed, so this resource was not checked by it; the other rules were asked.',
  fix: 'Please report it, with the template, at https://github.com/cdk-ecs-shipshape/cdk-ecs-shipshape/issues; until then switch the rule off by its id.',
  docs: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/Welcome.html',
};

/** Asks every rule about every subject of its kind, in all stacks of an app together. */
export function validate(sources: readonly TemplateSource[], options: ValidateOptions = {}): Finding[] {
  return validateApplication(new Application(sources), options);
}

/** The same of an application that has been read; what it has worked out is kept for the next rule that is asked. */
export function validateApplication(application: Application, options: ValidateOptions = {}): Finding[] {
  const off = new Set(options.off);
  const subjects = subjectsOf(application);
  const findings: Finding[] = [];
  for (const rule of options.rules ?? RULES) {
    if (off.has(rule.id)) { continue; }
    for (const subject of subjects[rule.subject]) {
      for (const violation of ask(rule, subject, application)) { findings.push(finding(violation, options)); }
    }
  }
  return findings;
}

interface Found extends Violation { readonly rule: RuleInfo }

function ask(rule: NamedRule, subject: unknown, application: Application): Found[] {
  try {
    const found: Found[] = [];
    for (const violation of (rule as Rule).check(subject as never)) { found.push({ ...violation, rule }); }
    return found;
  } catch (error) {
    return [{ rule: RULE_FAULT, location: anchor(subject, application), message: `rule ${rule.id} failed here: ${error instanceof Error ? error.message : String(error)}` }];
  }
}

function finding({ rule, location, related = [], message, severity }: Found, { severities = {} }: ValidateOptions): Finding {
  return { rule, severity: severities[rule.id] ?? severity ?? rule.severity, message, related, ...location };
}

function subjectsOf(application: Application): { readonly [K in keyof Subjects]: readonly Subjects[K][] } {
  return {
    application: [application],
    cluster: application.clusters,
    launch: application.launches,
    loadBalancer: application.loadBalancers,
    scalableTarget: application.scalableTargets,
    service: application.services,
    strategy: application.strategies,
    targetGroup: application.targetGroups,
    taskDefinition: application.taskDefinitions,
  };
}

/** The resource a fault is reported on; a rule of the whole application has none of its own. */
function anchor(subject: unknown, application: Application) {
  const resource = (subject as { resource?: Resource }).resource
    ?? application.services[0]?.resource ?? application.templates.flatMap(template => [...template.resources.values()])[0];
  return resource?.at('') ?? { template: '', logicalId: '', path: '' };
}
