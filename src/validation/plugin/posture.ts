import type { IConstruct } from 'constructs';
import { engine } from './engine';
import type { LocatedFinding } from './finding';
import { hasPosture } from './library-construct';
import type { Settings } from './settings';
import type { RuleInfo } from '../rules/rule';

/**
 * Where the posture rules of an app are checked: everywhere, nowhere, or only on the constructs of this library with the regulated profile.
 * `ruleSeverities` switches one of them on everywhere.
 */
export class Posture {
  /** Whether the engine must check all posture rules. */
  public readonly isOn: boolean;

  public constructor(private readonly settings: Settings, constructs: readonly IConstruct[]) {
    this.isOn = settings.posture ?? constructs.some(hasPosture);
  }

  /** Whether a finding is reported; a finding of another domain always is. */
  public covers({ rule, construct }: LocatedFinding): boolean { return this.isOnEverywhere(rule) || hasPosture(construct); }

  /** The ids of the rules that are not checked everywhere, so that an acknowledgement of them need not have a finding. */
  public rulesThatAreOff(): readonly string[] { return engine().RULES.filter(rule => !this.isOnEverywhere(rule)).map(({ id }) => id); }

  private isOnEverywhere(rule: Pick<RuleInfo, 'id' | 'domain'>): boolean { return engine().isSwitchedOn(rule, this.settings); }
}
