/** The parts of a template that determine an update. */
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

/** An existing resource. Its name is the name in the template; a resource that replaces it has another physical id. */
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

/** A target group of an action, with its share of the requests. */
export interface Share {
  readonly group: string;
  readonly weight: number;
}

/** The shares of the target groups in the actions of a listener or rule. */
export function sharesOf(actions: unknown): readonly Share[] {
  return listOf(actions).filter(({ Type }) => String(Type).toLowerCase() === 'forward').flatMap(action => {
    const shares = listOf((action.ForwardConfig as Record<string, unknown> | undefined)?.TargetGroups)
      .map(({ TargetGroupArn, Weight = 1 }) => ({ group: String(TargetGroupArn), weight: Number(Weight) }));
    return shares.length > 0 || action.TargetGroupArn === undefined ? shares : [{ group: String(action.TargetGroupArn), weight: 1 }];
  });
}

/** The target groups that get requests from the actions of a listener or rule. */
export function forwardedTo(actions: unknown): readonly string[] {
  return sharesOf(actions).filter(({ weight }) => weight > 0).map(({ group }) => group);
}
