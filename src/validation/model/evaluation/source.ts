/** A resource in a template. */
export interface RawResource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DependsOn?: unknown;
  readonly Condition?: unknown;
  readonly Metadata?: unknown;
  /** The SAM connectors of the resource. */
  readonly Connectors?: unknown;
}

/** A CloudFormation template as it is deployed. */
export interface RawTemplate {
  readonly Resources?: Readonly<Record<string, RawResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Conditions?: unknown;
  readonly Mappings?: unknown;
  readonly Transform?: unknown;
  readonly Hooks?: unknown;
  readonly Outputs?: Readonly<Record<string, { readonly Value?: unknown; readonly Export?: { readonly Name?: unknown } }>>;
}

/** A template, and the known facts about its stack. */
export interface TemplateSource {
  /** The name of the template in findings: the path of its file, or any name that the caller gives it. */
  readonly name: string;
  readonly template: RawTemplate;
  /** The name of the deployed stack, by which weak references find it. */
  readonly stackName?: string;
  /** The account it is deployed to, if it is known before the deployment. */
  readonly account?: string;
  /** The Region it is deployed to, if it is known before the deployment. */
  readonly region?: string;
  /** The platforms, such as linux/arm64, of images that are built with the stack, by image tag. */
  readonly images?: Readonly<Record<string, string>>;
  /** For a nested stack: the `name` of its parent, and the resource there that deploys it. */
  readonly nestedIn?: { readonly parent: string; readonly logicalId: string };
}
