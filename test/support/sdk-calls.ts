import { Template } from 'aws-cdk-lib/assertions';

/** A call of an `AwsCustomResource`. References to other resources are `<LogicalId>`. */
export interface SdkCall {
  readonly resource: string;
  readonly event: string;
  readonly action: string;
  readonly parameters: Record<string, unknown>;
  readonly ignoreErrorCodesMatching?: string;
}

const EVENTS = ['Create', 'Update', 'Delete'];

/** The calls of all `AwsCustomResource`s in a stack. */
export function callsOf(template: Template): readonly SdkCall[] {
  const resources = template.findResources('Custom::AWS') as Record<string, { Properties: Record<string, unknown> }>;
  return Object.entries(resources).flatMap(([resource, { Properties }]) => EVENTS
    .filter(event => Properties[event] !== undefined)
    .map(event => ({ resource, event, ...JSON.parse(textOf(Properties[event])) as Omit<SdkCall, 'resource' | 'event'> })));
}

function textOf(value: unknown): string {
  if (typeof value === 'string') { return value; }
  const { Ref, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::Join'?: [string, unknown[]] };
  return join ? join[1].map(textOf).join(join[0]) : `<${Ref}>`;
}
