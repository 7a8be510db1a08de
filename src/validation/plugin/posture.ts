import type { IConstruct } from 'constructs';
import { engine } from './engine';
import type { LocatedFinding } from './finding';
import { hasPosture } from './library-construct';
import type { Settings } from './settings';
import type { RuleInfo } from '../rules/rule';

/** Where the posture rules of an app are checked: everywhere, nowhere, or only on the constructs of this library with the regulated profile. */
export class Posture {
  /** Whether the engine must check all posture rules. */
  public readonly isOn: boolean;

  public constructor(private readonly settings: Settings, constructs: readonly IConstruct[]) {
    this.isOn = settings.posture ?? constructs.some(hasPosture);
  }

  /** Whether a finding is reported; a finding of another domain always is. */
  public covers({ rule, construct }: LocatedFinding): boolean { return this.isOnEverywhere(rule) || hasPosture(construct); }

  /** Whether a rule is not checked everywhere, so that an acknowledgement of it need not have a finding. */
  public isOff(id: string): boolean {
    return this.settings.disabled.includes(id) || engine().RULES.some(rule => rule.id === id && !this.isOnEverywhere(rule));
  }

  private isOnEverywhere(rule: Pick<RuleInfo, 'domain'>): boolean { return engine().isSwitchedOn(rule, this.settings); }
}
