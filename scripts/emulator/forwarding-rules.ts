import { DescribeServicesCommand, DescribeTaskDefinitionCommand, ECSClient, ListClustersCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand, DescribeLoadBalancersCommand, DescribeRulesCommand, DescribeTargetGroupsCommand, ElasticLoadBalancingV2Client, Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { SynthesizedStack } from '../../src/report/assembly';

/** The requests that are forwarded to a service, in a format for both templates and the APIs of AWS. */
export interface ForwardingRule {
  readonly priority: number;
  /** For example `host-header: shop.example.com`. */
  readonly conditions: readonly string[];
  /** The path of the health check of the target group. */
  readonly healthCheck: string;
  /** The family of the task definition whose tasks are registered in the target group. */
  readonly family: string;
}

/** A condition of a rule in a template or an API. */
interface Condition {
  readonly Field?: string;
  readonly HttpHeaderConfig?: { readonly HttpHeaderName?: string };
}

interface RawResource { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }
interface Reference { readonly Ref: string }
interface RuleProperties {
  readonly Priority: number;
  readonly Conditions: readonly Condition[];
  readonly Actions: readonly { readonly TargetGroupArn: Reference }[];
}
interface ServiceProperties { readonly TaskDefinition: Reference; readonly LoadBalancers: readonly { readonly TargetGroupArn: Reference }[] }

const byPriority = (rules: readonly ForwardingRule[]) => [...rules].sort((a, b) => a.priority - b.priority);

/** The rules of one template, in the order of their priorities. */
export function writtenRules({ template }: SynthesizedStack): ForwardingRule[] {
  const resources = template.Resources as Readonly<Record<string, RawResource>>;
  const ofType = <P>(type: string) => Object.values(resources).filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties as unknown as P);
  const services = ofType<ServiceProperties>('AWS::ECS::Service');
  const rules = ofType<RuleProperties>('AWS::ElasticLoadBalancingV2::ListenerRule');
  return byPriority(rules.map(({ Priority, Conditions, Actions: [action] }) => {
    const { Ref } = action.TargetGroupArn;
    const service = services.find(({ LoadBalancers }) => LoadBalancers.some(({ TargetGroupArn }) => TargetGroupArn.Ref === Ref))!;
    return {
      priority: Priority,
      conditions: Conditions.map(sentence),
      healthCheck: resources[Ref].Properties.HealthCheckPath as string,
      family: resources[service.TaskDefinition.Ref].Properties.Family as string,
    };
  }));
}

/** The deployed rules of a load balancer, according to the APIs of AWS. */
export class DeployedRules {
  private readonly balancing = new ElasticLoadBalancingV2Client();
  private readonly ecs = new ECSClient();

  public constructor(private readonly loadBalancerName: string) {}

  public async listener(): Promise<Listener> {
    const named = new DescribeLoadBalancersCommand({ Names: [this.loadBalancerName] });
    const { LoadBalancers: [{ LoadBalancerArn }] = [] } = await this.balancing.send(named);
    const { Listeners = [] } = await this.balancing.send(new DescribeListenersCommand({ LoadBalancerArn }));
    if (Listeners.length !== 1) { throw new Error(`expected one listener, found ${Listeners.length}`); }
    return Listeners[0];
  }

  /** The rules in the order of their priorities, without the default rule of the listener. */
  public async all(): Promise<ForwardingRule[]> {
    const families = await this.families();
    const rules = await Promise.all((await this.rules()).map(async ({ Priority, Conditions = [], Actions: [{ TargetGroupArn: arn }] = [] }) => ({
      priority: Number(Priority),
      conditions: Conditions.map(sentence),
      healthCheck: await this.healthCheck(arn!),
      family: families.get(arn!) ?? 'no service',
    })));
    return byPriority(rules);
  }

  /** The identities of the rules, by their conditions. */
  public async identities(): Promise<Map<string, string>> {
    return new Map((await this.rules()).map(({ RuleArn, Conditions = [] }) => [Conditions.map(sentence).join('; '), RuleArn!]));
  }

  private async rules() {
    const { Rules = [] } = await this.balancing.send(new DescribeRulesCommand({ ListenerArn: (await this.listener()).ListenerArn }));
    return Rules.filter(({ IsDefault }) => !IsDefault);
  }

  private async healthCheck(arn: string): Promise<string> {
    const { TargetGroups: [{ HealthCheckPath }] = [] } = await this.balancing.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [arn] }));
    return HealthCheckPath!;
  }

  /** The family of the service that registers its tasks in a target group, by the ARN of the target group. */
  private async families(): Promise<Map<string, string>> {
    const families = new Map<string, string>();
    const { clusterArns = [] } = await this.ecs.send(new ListClustersCommand());
    for (const cluster of clusterArns) {
      const { serviceArns } = await this.ecs.send(new ListServicesCommand({ cluster }));
      const { services = [] } = await this.ecs.send(new DescribeServicesCommand({ cluster, services: serviceArns }));
      for (const { taskDefinition: arn, loadBalancers = [] } of services) {
        const { taskDefinition } = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
        for (const { targetGroupArn } of loadBalancers) { families.set(targetGroupArn!, taskDefinition!.family!); }
      }
    }
    return families;
  }
}

/** The field of a condition, the name of its header, and its values. */
function sentence(condition: Condition): string {
  const { Field, HttpHeaderConfig: { HttpHeaderName } = {} } = condition;
  const configs = Object.values(condition).filter(value => typeof value === 'object') as { readonly Values?: readonly string[] }[];
  return `${[Field, HttpHeaderName].filter(Boolean).join(' ')}: ${configs.flatMap(({ Values = [] }) => Values).join(', ')}`;
}
