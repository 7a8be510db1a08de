import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { LocatedFinding } from './finding';

/** How a construct is named in a text. */
export type PathOf = (construct: IConstruct) => string;

export const fullPath: PathOf = construct => construct.node.path;

/** The path within the Stage of a finding, for findings about the same construct in several Stages. A construct in another Stage keeps its full path. */
export function pathInStageOf(finding: LocatedFinding): PathOf {
  const stage = Stage.of(finding.construct);
  return construct => {
    const { path } = construct.node;
    const prefix = stage?.node.path ?? '';
    return prefix !== '' && Stage.of(construct) === stage ? path.slice(prefix.length + 1) : path;
  };
}

/** The message, followed by the prop that sets the property. */
export function messageOf({ message, prop }: LocatedFinding, pathOf: PathOf = fullPath): string {
  return prop ? `${message} (prop ${prop.name} of ${pathOf(prop.owner)})` : message;
}

/** Related constructs are lines of the description, because the CDK prints a finding once for each violating resource. */
export function relatedLines({ related = [] }: LocatedFinding, pathOf: PathOf): string[] {
  return related.map(({ construct, logicalId }) => `Related: ${pathOf(construct)} (${logicalId})`);
}
