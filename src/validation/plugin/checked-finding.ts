import type { LocatedFinding } from './finding';
import type { Weight } from './severity';
import type { ReportedWith } from './staged-stacks';

/** A finding as it is reported. */
export interface CheckedFinding extends Omit<LocatedFinding, 'severity'>, Weight, ReportedWith {
  /** The id with which the CDK acknowledges it. */
  readonly ruleName: string;
  readonly acknowledged: boolean;
}
