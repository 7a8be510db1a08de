import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isWithin, LocatedFinding } from './finding';

/** How a construct is named in a text. */
export type PathOf = (construct: IConstruct) => string;

export const fullPath: PathOf = construct => construct.node.path;

/** The same for the constructs of several Stages. */
export const pathInStage: PathOf = construct => {
  const { path } = construct.node;
  const stage = Stage.of(construct)?.node.path ?? '';
  return stage && isWithin(path, stage) ? path.slice(stage.length + 1) : path;
};

/** The message, which ends in the prop that sets the property. */
export function messageOf({ message, prop }: LocatedFinding, pathOf: PathOf = fullPath): string {
  return prop ? `${message} (prop ${prop.name} of ${pathOf(prop.owner)})` : message;
}

/** Related constructs are lines of the description: the CDK prints a finding once for each violating resource. */
export function relatedLines({ related = [] }: LocatedFinding, pathOf: PathOf): string[] {
  return related.map(({ construct, logicalId }) => `Related: ${pathOf(construct)} (${logicalId})`);
}
