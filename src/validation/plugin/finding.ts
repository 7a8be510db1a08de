import type { IConstruct } from 'constructs';
import type { Prop } from './props';
import type { RuleInfo } from '../engine/validate';
import type { Severity } from '../rules/rule';

/** The namespace of the rules in acknowledgements, and the name of the plugin. */
export const NAMESPACE = 'EcsShipshape';

/** A finding and its construct: the app or a Stage if the finding is not about a resource. */
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

/** Whether a construct path is at or below another one. */
export function isWithin(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
