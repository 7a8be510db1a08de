import { Statement, WrittenStatement } from './statement';
import { Trilean, anyOf, atMostUnknown } from './trilean';
import { POLICY_ELEMENTS_MAXIMUM } from '../../../facts/iam-limits';
import { JoinedList } from '../evaluation/joined-list';
import type { PartialString } from '../evaluation/partial-string';

/** A policy of a role. */
export interface PolicySource {
  readonly statements: JoinedList<Statement>;
  /** Whether the role certainly has it. */
  readonly isSure: boolean;
}

/** The policies of a role, taken together. */
export class Permissions {
  /** Unknown policies. */
  public static readonly UNKNOWN: PolicySource = { statements: JoinedList.UNKNOWN, isSure: false };

  private readonly sources: readonly PolicySource[];

  public constructor(sources: readonly PolicySource[], private readonly isBounded: boolean) {
    const statements = sources.reduce((sum, source) => sum + source.statements.known.length, 0);
    this.sources = statements > POLICY_ELEMENTS_MAXIMUM ? [Permissions.UNKNOWN] : sources;
  }

  /** The statements in the app that certainly belong to the role. */
  public get written(): readonly WrittenStatement[] {
    return this.sources.filter(({ isSure }) => isSure).flatMap(writtenIn);
  }

  /** Whether every policy can be read. */
  public get isComplete(): boolean { return this.sources.every(({ statements }) => statements.isComplete); }

  /** Whether every policy can be read, and only AWS managed policies may allow an action on a resource. */
  public leaveToAws(action: string, resource: PartialString): boolean {
    return this.isComplete && this.sources.flatMap(writtenIn).every(statement => statement.effect === 'Deny' || statement.covers(action, resource) === 'no');
  }

  /** Whether a statement without conditions certainly denies an action on a resource. An explicit deny overrides every allow. */
  public deny(action: string, resource: PartialString, isForTasks = false): boolean { return anyOf(this.ask('Allow', action, resource, isForTasks)) === 'yes'; }

  /** Whether they allow an action on a resource; `unknown` if a Deny statement or a permissions boundary may forbid it. */
  public allow(action: string, resource: PartialString, isForTasks = false): Trilean {
    if (this.deny(action, resource, isForTasks)) { return 'no'; }
    const stated = anyOf(this.ask('Deny', action, resource, isForTasks));
    const allowed = stated === 'no' && !this.isComplete ? 'unknown' : stated;
    if (allowed !== 'yes') { return allowed; }
    return this.isBounded || anyOf(this.ask('Allow', action, resource, isForTasks)) !== 'no' ? 'unknown' : 'yes';
  }

  /** Whether each statement covers the action, except statements with the other effect. */
  private* ask(except: 'Allow' | 'Deny', action: string, resource: PartialString, isForTasks: boolean): Generator<Trilean> {
    for (const { statements, isSure } of this.sources) {
      for (const statement of statements) {
        if (statement.effect === except) { continue; }
        const covered = statement.covers(action, resource, isForTasks);
        yield isSure && statement.effect !== undefined ? covered : atMostUnknown(covered);
      }
    }
  }
}

function writtenIn({ statements }: PolicySource): readonly WrittenStatement[] {
  return statements.known.filter(statement => statement instanceof WrittenStatement);
}
