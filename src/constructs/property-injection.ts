import { InjectionContext, IPropertyInjector, PropertyInjectors } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/** The property injector for a kind of construct that is nearest to the scope, as the CDK selects it. */
export function nearestInjector(scope: IConstruct, uniqueId: string): IPropertyInjector | undefined {
  for (const outer of [...scope.node.scopes].reverse()) {
    const injector = PropertyInjectors.hasPropertyInjectors(outer) ? PropertyInjectors.of(outer).for(uniqueId) : undefined;
    if (injector) { return injector; }
  }
  return undefined;
}

/** Props after the property injectors of the app have changed them. */
export function injectProps<Props extends object>(scope: IConstruct, id: string, uniqueId: string, props: Props): Props {
  return nearestInjector(scope, uniqueId)?.inject(props, { scope: scope as never, id }) as Props | undefined ?? props;
}

/** Props after the injectors outside of a construct have changed them. The CDK uses the nearest injector only, so an injector of the construct calls the next. */
export function injectOuterProps<Props extends object>(construct: IConstruct, uniqueId: string, props: Props, context: InjectionContext): Props {
  const { scope } = construct.node;
  return (scope && nearestInjector(scope, uniqueId)?.inject(props, context) as Props | undefined) ?? props;
}
