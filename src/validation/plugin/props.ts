import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

const PROPS = Symbol.for('cdk-ecs-shipshape.props');

/** The prop that sets a property, by resource type and then by the path of the property. */
export type PropTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Remembering { [PROPS]?: PropTable }

/** Remembers which props of a construct set which properties, in any copy of this package. */
export function rememberProps(construct: IConstruct, table: PropTable): void {
  Object.defineProperty(construct, PROPS, { value: table, configurable: true });
}

/** A prop of a construct of this library. */
export interface Prop {
  readonly name: string;
  readonly owner: IConstruct;
}

/** The prop that sets a property of a resource, if a construct of this library creates the resource. */
export function propOf(resource: IConstruct, path: string): Prop | undefined {
  const owner = [...resource.node.scopes].reverse().find(scope => (scope as Remembering)[PROPS] !== undefined);
  if (!owner || !CfnResource.isCfnResource(resource)) { return undefined; }
  const name = propAt((owner as Remembering)[PROPS]?.[resource.cfnResourceType] ?? {}, path);
  return name === undefined ? undefined : { name, owner };
}

/** The prop of the longest path at or above the given path. */
function propAt(table: Readonly<Record<string, string>>, path: string): string | undefined {
  const steps = path.split('.').slice(1);
  for (let length = steps.length; length >= 0; length--) {
    const key = steps.slice(0, length).join('.');
    if (Object.hasOwn(table, key)) { return table[key]; }
  }
  return undefined;
}
