import type { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const VALIDATOR = Symbol.for('cdk-ecs-shipshape.validator');
const CONSTRUCT = Symbol.for('cdk-ecs-shipshape.construct');

/** What may speak for an app: one object of whatever copy of this package. */
interface Holder {
  readonly explicit: boolean;
}

interface Marked {
  [VALIDATOR]?: Holder;
  [CONSTRUCT]?: boolean;
}

/**
 * The single place of an app's validator.
 * It lies on the app under a global symbol, so that two copies of the package find the same one.
 */
export class Place {
  public static of(app: App): Place { return new Place(app); }

  private constructor(private readonly app: App) {}

  public get holder(): object | undefined { return (this.app as Marked)[VALIDATOR]; }

  /** An explicit holder takes the place from anybody, an automatic one only when it is free. */
  public offer(holder: Holder): boolean {
    if (this.holder && !holder.explicit) { return false; }
    Object.defineProperty(this.app, VALIDATOR, { value: holder, configurable: true });
    return true;
  }
}

/** Remembers that a construct is one of this library, in any copy of it. */
export function markOurs(construct: IConstruct): void {
  Object.defineProperty(construct, CONSTRUCT, { value: true, configurable: true });
}

/** Whether a construct of this library made this one. */
export function isOurs(construct: IConstruct): boolean {
  return construct.node.scopes.some(scope => (scope as Marked)[CONSTRUCT] === true);
}
