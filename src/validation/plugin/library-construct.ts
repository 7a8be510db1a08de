import type { IConstruct } from 'constructs';

const CONSTRUCT = Symbol.for('cdk-ecs-shipshape.construct');

const POSTURE = Symbol.for('cdk-ecs-shipshape.posture');

interface Marked {
  [CONSTRUCT]?: boolean;
  [POSTURE]?: boolean;
}

/** Marks a construct as part of this library, for every copy of the package. */
export function markOurs(construct: IConstruct): void {
  Object.defineProperty(construct, CONSTRUCT, { value: true, configurable: true });
}

/** Whether this is a construct of this library, or inside one. */
export function isOurs(construct: IConstruct): boolean {
  return construct.node.scopes.some(isMarked);
}

/** Remembers whether the posture rules check a construct of this library, for every copy of the package. */
export function markPosture(construct: IConstruct, isChecked: boolean): void {
  Object.defineProperty(construct, POSTURE, { value: isChecked, configurable: true });
}

/** Whether the posture rules check a construct of this library, or the nearest one that encloses a construct. */
export function hasPosture(construct: IConstruct): boolean {
  return [...construct.node.scopes].reverse().map(scope => (scope as Marked)[POSTURE]).find(mark => mark !== undefined) === true;
}

function isMarked(construct: IConstruct): boolean {
  return (construct as Marked)[CONSTRUCT] === true;
}
