/** What a task changes in the main container of an existing task definition. */
export interface ContainerOverrides {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The parameter of RunTask. */
export function overridesOf(container: string, { command, environment = {} }: ContainerOverrides): Readonly<Record<string, unknown>> {
  const variables = Object.entries(environment).map(([name, value]) => ({ Name: name, Value: value }));
  return { ContainerOverrides: [{ Name: container, Command: command, ...(variables.length > 0 ? { Environment: variables } : {}) }] };
}
