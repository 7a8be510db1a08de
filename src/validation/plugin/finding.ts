import type { IConstruct } from 'constructs';
import type { Prop } from './props';
import type { RuleInfo } from '../engine/validate';
import type { Severity } from '../rules/rule';

/** What our rules are acknowledged under, and the name of the plugin. */
export const NAMESPACE = 'EcsShipshape';

/** A finding, and the construct it is about: the app or a Stage when it is about none of the resources. */
export interface LocatedFinding {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly message: string;
  readonly construct: IConstruct;
  /** The prop that sets the property. */
  readonly prop?: Prop;
  readonly resource?: { readonly template: string; readonly logicalId: string; readonly path: string };
  /** Other constructs that the message is about. */
  readonly related?: readonly { readonly construct: IConstruct; readonly logicalId: string }[];
}

/** Whether a construct path lies at or below another one. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
