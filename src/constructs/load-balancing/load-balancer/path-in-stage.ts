import { Stage } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The path of a construct below its Stage, which is the same in all environments of a pipeline. */
export function pathInStage(construct: IConstruct): string {
  const stage = Stage.of(construct)?.node.path ?? '';
  return stage === '' ? construct.node.path : construct.node.path.slice(stage.length + 1);
}
