import type { IConstruct } from 'constructs';
import type { Prop } from './props';
import type { ReportedWith } from './staged-stacks';
import type { RuleInfo, Severity } from '../rules/rule';

/** The namespace of the rules in acknowledgements, and the name of the plugin. */
export const NAMESPACE = 'EcsShipshape';

/** A finding as the plugin reports it: with its construct, its severity in this app, and whether it is acknowledged. */
export interface ReportedFinding extends ReportedWith {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  /** The severity once the validator is explicit and enforces. */
  readonly enforcedSeverity: Severity;
  readonly message: string;
  /** The construct of the resource; the app or a Stage if the finding is not about a resource. */
  readonly construct: IConstruct;
  /** The id by which the CDK acknowledges it. */
  readonly ruleName: string;
  readonly acknowledged: boolean;
  /** The prop that sets the property. */
  readonly prop?: Prop;
  readonly resource?: { readonly template: string; readonly logicalId: string; readonly path: string };
  /** Other constructs that the message is about. */
  readonly related?: readonly { readonly construct: IConstruct; readonly logicalId: string }[];
}

/** The part of a reported finding that depends on templates and constructs alone. */
export type LocatedFinding = Omit<ReportedFinding, 'enforcedSeverity' | 'ruleName' | 'acknowledged' | keyof ReportedWith>;

/** Whether a construct path is at or below another one. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
