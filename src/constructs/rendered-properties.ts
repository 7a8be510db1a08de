import { CfnResource, Stack } from 'aws-cdk-lib';

interface Rendered {
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The properties of a resource as the template will have them, with overrides. */
export function renderedProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources } = Stack.of(resource).resolve(resource._toCloudFormation()) as { Resources: Record<string, Rendered> };
  return Object.values(Resources)[0]?.Properties ?? {};
}
