import type { IConstruct } from 'constructs';
import type { Prop } from './props';
import type { ReportedWith } from './staged-stacks';
import type { RuleInfo } from '../engine/validate';
import type { Severity } from '../rules/rule';

/** What our rules are acknowledged under, and the name of the plugin. */
export const NAMESPACE = 'EcsShipshape';

/** A finding of the engine or of the plugin itself, as it is reported: with a construct, the severity in this app, and its acknowledgement. */
export interface ReportedFinding extends ReportedWith {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  /** The severity once the validator is explicit and enforces. */
  readonly enforcedSeverity: Severity;
  readonly message: string;
  /** The construct of the resource; the app or a Stage when it is about none of the resources. */
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

/** Whether a construct path lies at or below another one. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
