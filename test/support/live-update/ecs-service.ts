import { LiveResource, listOf } from './live-resource';

/** A target group of a service, and how its traffic is shifted, if at all. */
export interface ServiceTarget {
  readonly group: string;
  readonly shift?: { readonly alternate: string; readonly productionRule: string; readonly testRule?: string };
}

export function targetsOf({ properties: { LoadBalancers } }: LiveResource): readonly ServiceTarget[] {
  return listOf(LoadBalancers).map(({ TargetGroupArn, AdvancedConfiguration }) => {
    const { AlternateTargetGroupArn, ProductionListenerRule, TestListenerRule } = (AdvancedConfiguration ?? {}) as Record<string, string | undefined>;
    const group = String(TargetGroupArn);
    if (AlternateTargetGroupArn === undefined) { return { group }; }
    return { group, shift: { alternate: AlternateTargetGroupArn, productionRule: String(ProductionListenerRule), testRule: TestListenerRule } };
  });
}

/** The percentages at which a deployment stops; undefined for a deployment that replaces task by task. */
export function stepsOf({ properties: { DeploymentConfiguration } }: LiveResource): readonly number[] | undefined {
  const { Strategy, CanaryConfiguration, LinearConfiguration } = (DeploymentConfiguration ?? {}) as Record<string, unknown>;
  const { CanaryPercent } = (CanaryConfiguration ?? {}) as Record<string, number>;
  const { StepPercent } = (LinearConfiguration ?? {}) as Record<string, number>;
  switch (Strategy) {
    case 'BLUE_GREEN': return [100];
    case 'CANARY': return [CanaryPercent, 100];
    case 'LINEAR': return [...Array.from({ length: Math.ceil(100 / StepPercent) - 1 }, (_, step) => (step + 1) * StepPercent), 100];
    default: return undefined;
  }
}

/** The properties that ECS changes in a service without a service deployment. */
const WITHOUT_DEPLOYMENT = ['DeploymentConfiguration', 'DesiredCount', 'HealthCheckGracePeriodSeconds', 'EnableExecuteCommand', 'Tags'];

/** Whether a change of properties starts a service deployment. */
export function startsDeployment(before: LiveResource, after: LiveResource): boolean {
  const [one, other] = [before, after].map(({ properties }) => Object.entries(properties).filter(([name]) => !WITHOUT_DEPLOYMENT.includes(name)));
  return JSON.stringify(one) !== JSON.stringify(other);
}
