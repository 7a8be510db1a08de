/** The parts of a template that decide about an update. */
export interface UpdatedTemplate {
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateOutput {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

/** A resource that exists. Its name is that in the template; another one that replaces it has another physical id. */
export interface LiveResource {
  readonly key: string;
  readonly physicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The entries of a list in a property. */
export function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value as Record<string, unknown>[] : [];
}

/** The target groups that the actions of a listener or rule forward to, by weight. */
export function forwardedTo(actions: unknown): readonly string[] {
  return listOf(actions).filter(({ Type }) => Type === 'forward').flatMap(action => {
    const groups = listOf((action.ForwardConfig as Record<string, unknown> | undefined)?.TargetGroups);
    const weighted = groups.filter(({ Weight }) => Weight !== 0).map(({ TargetGroupArn }) => String(TargetGroupArn));
    return weighted.length > 0 ? weighted : [action.TargetGroupArn].filter(arn => arn !== undefined).map(String);
  });
}
