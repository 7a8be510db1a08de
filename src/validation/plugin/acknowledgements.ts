import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isWithin, LocatedFinding, NAMESPACE } from './finding';
import { nearest } from './nearest';
import { OWN_RULES, UNKNOWN_ACKNOWLEDGEMENT, UNUSED_ACKNOWLEDGEMENT } from './own-rules';
import { everyRuleId } from './settings';

interface Acknowledgement {
  /** As the user wrote it, with the namespace the CDK adds when there is none. */
  readonly id: string;
  readonly construct: IConstruct;
}

/**
 * What users acknowledged in an app. The CDK takes the findings out of its report; this knows which it will take out,
 * and what it would pass over in silence.
 *
 * In version 2.262 the CDK silences a rule in the whole app as soon as one construct acknowledges it. A finding that nobody
 * acknowledged there goes by an id of its own then, `rule-id[construct path]`, so that it stays.
 */
export class Acknowledgements {
  private readonly all: readonly Acknowledgement[];

  public constructor(constructs: readonly IConstruct[]) {
    this.all = constructs.flatMap(construct => construct.node.metadata
      .filter(entry => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(entry => Object.keys(entry.data as object).map(id => ({ id, construct }))));
  }

  /** Whether somebody acknowledged it on its construct or above. */
  public cover(finding: LocatedFinding): boolean {
    return this.all.some(acknowledgement => covers(acknowledgement, finding));
  }

  /** The id under which the CDK silences exactly what it should. */
  public ruleName(finding: LocatedFinding): string {
    const covering = this.all.find(acknowledgement => covers(acknowledgement, finding));
    if (covering) { return withoutNamespace(covering.id); }
    const elsewhere = this.all.some(({ id }) => id === `${NAMESPACE}::${finding.rule.id}`);
    return elsewhere ? exactName(finding) : finding.rule.id;
  }

  /** Acknowledgements that silence nothing, as findings. */
  public idle(findings: readonly LocatedFinding[], off: readonly string[]): LocatedFinding[] {
    const known = this.all.length > 0 ? everyRuleId() : [];
    return this.all.flatMap(acknowledgement => {
      const rule = ruleOf(acknowledgement, known);
      if (rule === 'of somebody else' || off.includes(rule ?? '')) { return []; }
      if (rule === undefined) { return [unknown(acknowledgement, known)]; }
      const used = OWN_RULES.some(({ id }) => id === rule) || findings.some(finding => covers(acknowledgement, finding));
      return used ? [] : [unused(acknowledgement, rule)];
    });
  }
}

function covers({ id, construct }: Acknowledgement, finding: LocatedFinding): boolean {
  return (id === `${NAMESPACE}::${finding.rule.id}` || id === `${NAMESPACE}::${exactName(finding)}`)
    && isWithin(finding.construct.node.path, construct.node.path);
}

/** The id of one rule at one construct. Ids have neither blanks nor `::` nor brackets within the brackets. */
function exactName({ rule, construct }: LocatedFinding): string {
  return `${rule.id}[${construct.node.path.replace(/::|[\s()[\]{}]/g, '-')}]`;
}

/** The rule that an id means, undefined when it is meant for us and means none. */
function ruleOf({ id }: Acknowledgement, known: readonly string[]): string | 'of somebody else' | undefined {
  const [namespace, name = ''] = id.split('::');
  const rule = name.replace(/\[.*\]$/, '');
  if (namespace === NAMESPACE) { return known.includes(rule) ? rule : undefined; }
  const meant = namespace.toLowerCase() === NAMESPACE.toLowerCase()
    // written without a namespace, which the CDK takes for one of its own annotations
    || (namespace.toLowerCase() === 'annotation' && known.includes(rule));
  return meant ? undefined : 'of somebody else';
}

function unknown({ id, construct }: Acknowledgement, known: readonly string[]): LocatedFinding {
  const meant = nearest(withoutNamespace(id).replace(/\[.*\]$/, ''), known);
  const hint = meant ? `, did you mean '${NAMESPACE}::${meant}'` : '';
  return { rule: UNKNOWN_ACKNOWLEDGEMENT, severity: 'warning', construct, message: `'${written(id)}', acknowledged on ${nameOf(construct)}, is no rule${hint}` };
}

function unused({ id, construct }: Acknowledgement, rule: string): LocatedFinding {
  return {
    rule: UNUSED_ACKNOWLEDGEMENT,
    severity: 'warning',
    construct,
    message: `'${id}' is acknowledged on ${nameOf(construct)}, where nothing breaks rule ${rule}`,
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
