import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isWithin, LocatedFinding, NAMESPACE } from './finding';
import { nearest } from './nearest';
import { OWN_RULES, SUMMARY_ID, UNKNOWN_ACKNOWLEDGEMENT, UNUSED_ACKNOWLEDGEMENT } from './own-rules';
import { everyRuleId } from './settings';

interface Acknowledgement {
  /** The id that the user wrote. The CDK adds a namespace if there is none. */
  readonly id: string;
  readonly construct: IConstruct;
}

/** Ids of reports on the validator itself. Their acknowledgements are never reported as unused. */
const ALWAYS_USED: readonly string[] = [...OWN_RULES.map(({ id }) => id), SUMMARY_ID];

/**
 * The acknowledgements in an app. The CDK removes acknowledged findings from its report; this class predicts which,
 * and finds acknowledgements without effect, which the CDK does not report.
 *
 * Version 2.262 of the CDK suppresses a rule in the whole app if one construct acknowledges it. A finding that is not
 * acknowledged then gets its own id, `rule-id[construct path]`, so that the CDK still reports it.
 */
export class Acknowledgements {
  private readonly all: readonly Acknowledgement[];

  public constructor(constructs: readonly IConstruct[]) {
    this.all = constructs.flatMap(construct => construct.node.metadata
      .filter(entry => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(entry => Object.keys(entry.data as object).map(id => ({ id, construct }))));
  }

  /** Whether a finding is acknowledged on its construct or a scope above it. */
  public cover(finding: LocatedFinding): boolean {
    return this.all.some(acknowledgement => covers(acknowledgement, finding));
  }

  /** The id of the finding in the report, chosen so that the CDK suppresses the finding only if it is acknowledged. */
  public ruleName(finding: LocatedFinding): string {
    const covering = this.all.find(acknowledgement => covers(acknowledgement, finding));
    if (covering) { return withoutNamespace(covering.id); }
    const elsewhere = this.all.some(({ id }) => id === `${NAMESPACE}::${finding.rule.id}`);
    return elsewhere ? exactName(finding) : finding.rule.id;
  }

  /** Acknowledgements without effect, as findings; none of rules that are off. */
  public unused(findings: readonly LocatedFinding[], isOff: (rule: string) => boolean): LocatedFinding[] {
    const known = this.all.length > 0 ? [...everyRuleId(), SUMMARY_ID] : [];
    return this.all.flatMap(acknowledgement => {
      const rule = ruleOf(acknowledgement, known);
      if (rule === undefined) { return [unknownRule(acknowledgement, known)]; }
      if (rule === 'of another plugin' || isOff(rule)) { return []; }
      const used = ALWAYS_USED.includes(rule) || findings.some(finding => covers(acknowledgement, finding));
      return used ? [] : [withoutFinding(acknowledgement)];
    });
  }
}

function covers({ id, construct }: Acknowledgement, finding: LocatedFinding): boolean {
  return (id === `${NAMESPACE}::${finding.rule.id}` || id === `${NAMESPACE}::${exactName(finding)}`)
    && isWithin(finding.construct.node.path, construct.node.path);
}

/** The id of one rule at one construct. Within the brackets an id cannot contain spaces, `::` or brackets. */
function exactName({ rule, construct }: LocatedFinding): string {
  return `${rule.id}[${construct.node.path.replace(/::|[\s()[\]{}]/g, '-')}]`;
}

/** The rule with an id, or undefined if the id is for this validator but is not a rule. */
function ruleOf({ id }: Acknowledgement, known: readonly string[]): string | 'of another plugin' | undefined {
  const [namespace, name = ''] = id.split('::');
  const rule = name.replace(/\[.*\]$/, '');
  if (namespace === NAMESPACE) { return known.includes(rule) ? rule : undefined; }
  const meant = namespace.toLowerCase() === NAMESPACE.toLowerCase()
    // an id without a namespace, which the CDK treats as one of its annotations
    || (namespace.toLowerCase() === 'annotation' && known.includes(rule));
  return meant ? undefined : 'of another plugin';
}

function unknownRule({ id, construct }: Acknowledgement, known: readonly string[]): LocatedFinding {
  const meant = nearest(withoutNamespace(id).replace(/\[.*\]$/, ''), known);
  const hint = meant ? `, did you mean '${NAMESPACE}::${meant}'` : '';
  return { rule: UNKNOWN_ACKNOWLEDGEMENT, severity: 'warning', construct, message: `'${written(id)}', acknowledged on ${nameOf(construct)}, is not a rule${hint}` };
}

function withoutFinding({ id, construct }: Acknowledgement): LocatedFinding {
  return {
    rule: UNUSED_ACKNOWLEDGEMENT,
    severity: 'warning',
    construct,
    message: `'${id}' is acknowledged on ${nameOf(construct)}, but has no finding there`,
  };
}

function withoutNamespace(id: string): string {
  return id.slice(id.indexOf('::') + 2);
}

function written(id: string): string {
  return id.replace(/^annotation::/i, '');
}

function nameOf(construct: IConstruct): string {
  return construct.node.path || 'the app';
}
