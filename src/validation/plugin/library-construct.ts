import type { IConstruct } from 'constructs';

const CONSTRUCT = Symbol.for('cdk-ecs-shipshape.construct');

interface Marked {
  [CONSTRUCT]?: boolean;
}

/** Marks a construct as part of this library, for every copy of the package. */
export function markOurs(construct: IConstruct): void {
  Object.defineProperty(construct, CONSTRUCT, { value: true, configurable: true });
}

/** Whether this is a construct of this library, or inside one. */
export function isOurs(construct: IConstruct): boolean {
  return construct.node.scopes.some(isMarked);
}

function isMarked(construct: IConstruct): boolean {
  return (construct as Marked)[CONSTRUCT] === true;
}
