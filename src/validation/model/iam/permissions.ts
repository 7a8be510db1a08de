import { Statement, WrittenStatement } from './statement';
import { Trilean, anyOf, atMostUnknown } from './trilean';
import { POLICY_ELEMENTS_MAXIMUM } from '../../../facts/iam-limits';
import { JoinedList } from '../evaluation/joined-list';
import type { PartialString } from '../evaluation/partial-string';

/** Where statements of a role come from. */
export interface PolicySource {
  readonly statements: JoinedList<Statement>;
  /** Whether the role has it in any case. */
  readonly isSure: boolean;
}

/** What the policies of a role say together. */
export class Permissions {
  /** Policies of which nothing is known. */
  public static readonly UNKNOWN: PolicySource = { statements: JoinedList.UNKNOWN, isSure: false };

  private readonly sources: readonly PolicySource[];

  public constructor(sources: readonly PolicySource[], private readonly isBounded: boolean) {
    const statements = sources.reduce((sum, source) => sum + source.statements.known.length, 0);
    this.sources = statements > POLICY_ELEMENTS_MAXIMUM ? [Permissions.UNKNOWN] : sources;
  }

  /** The statements of the app that certainly are the role's. */
  public get written(): readonly WrittenStatement[] {
    return this.sources.filter(({ isSure }) => isSure).flatMap(writtenIn);
  }

  /** Whether every policy can be read. */
  public get isComplete(): boolean { return this.sources.every(({ statements }) => statements.isComplete); }

  /** Whether every policy can be read, and none but those that AWS manages allows an action on a resource. */
  public leaveToAws(action: string, resource: PartialString): boolean {
    return this.isComplete && this.sources.flatMap(writtenIn).every(statement => statement.effect === 'Deny' || statement.covers(action, resource) === 'no');
  }

  /** Whether a statement without conditions certainly denies an action on a resource, which nothing can allow then. */
  public deny(action: string, resource: PartialString): boolean { return anyOf(this.ask('Allow', action, resource)) === 'yes'; }

  /** Whether they allow an action on a resource. What may be denied or bounded is unknown. */
  public allow(action: string, resource: PartialString): Trilean {
    if (this.deny(action, resource)) { return 'no'; }
    const stated = anyOf(this.ask('Deny', action, resource));
    const allowed = stated === 'no' && !this.isComplete ? 'unknown' : stated;
    if (allowed !== 'yes') { return allowed; }
    return this.isBounded || anyOf(this.ask('Allow', action, resource)) !== 'no' ? 'unknown' : 'yes';
  }

  /** The answers of all statements but those of the other effect. */
  private* ask(except: 'Allow' | 'Deny', action: string, resource: PartialString): Generator<Trilean> {
    for (const { statements, isSure } of this.sources) {
      for (const statement of statements) {
        if (statement.effect === except) { continue; }
        const covered = statement.covers(action, resource);
        yield isSure && statement.effect !== undefined ? covered : atMostUnknown(covered);
      }
    }
  }
}

function writtenIn({ statements }: PolicySource): readonly WrittenStatement[] {
  return statements.known.filter(statement => statement instanceof WrittenStatement);
}
