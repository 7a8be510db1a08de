import { CfnResource, Stack } from 'aws-cdk-lib';

interface RenderedResource {
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The properties of a resource as the template of its stack has them, with overrides. */
export function renderedProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources: Record<string, RenderedResource> };
  return Object.assign({}, ...Object.values(Resources).map(({ Properties }) => Properties)) as Readonly<Record<string, unknown>>;
}
