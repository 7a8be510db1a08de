/** One resource as a template writes it. */
export interface RawResource {
  readonly Type: string;
  readonly Properties?: unknown;
  readonly DependsOn?: unknown;
  readonly Condition?: unknown;
  readonly Metadata?: unknown;
  /** What SAM lets the resource do to others. */
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

/** A template, and what is known of the stack it is deployed as. */
export interface TemplateSource {
  /** How findings name the template: the path of its file, or what the caller calls it. */
  readonly name: string;
  readonly template: RawTemplate;
  /** The name of the deployed stack, by which weak references find it. */
  readonly stackName?: string;
  /** The account it is deployed to, when it is not decided at deploy time. */
  readonly account?: string;
  /** The Region it is deployed to, when it is not decided at deploy time. */
  readonly region?: string;
  /** The platforms, such as linux/arm64, that images which are built with the stack are built for, by their tags. */
  readonly images?: Readonly<Record<string, string>>;
  /** Of a nested stack: the parent's `name`, and the resource there that deploys it. */
  readonly nestedIn?: { readonly parent: string; readonly logicalId: string };
}
