import { AwsError } from './aws-error';
import { AwsResources } from './aws-resources';
import { LiveResource, listOf } from './live-resource';
import { refusalOf } from './refusals';

type Parameters = Readonly<Record<string, unknown>>;

const RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** The calls of Elastic Load Balancing for listener rules. A call does not change settings that it does not contain. */
export class ElbRules {
  private count = 0;

  public constructor(private readonly aws: AwsResources) {}

  /** Makes a call, and returns the flattened response. */
  public call(action: string, parameters: Parameters): Readonly<Record<string, unknown>> {
    const calls: Readonly<Record<string, (parameters: Parameters) => Readonly<Record<string, unknown>>>> = {
      createRule: each => this.create(each),
      modifyRule: ({ RuleArn, ...changes }) => this.change(RuleArn, changes),
      setRulePriorities: ({ RulePriorities }) => {
        for (const { RuleArn, Priority } of listOf(RulePriorities)) { this.change(RuleArn, { Priority }); }
        return {};
      },
      deleteRule: ({ RuleArn }) => {
        this.aws.delete(this.find(RuleArn).physicalId);
        return {};
      },
    };
    return calls[action](parameters);
  }

  private create(properties: Parameters): Readonly<Record<string, unknown>> {
    const physicalId = `arn:aws:elasticloadbalancing:listener-rule/${++this.count}`;
    this.write({ key: physicalId, physicalId, type: RULE, properties });
    return { 'Rules.0.RuleArn': physicalId };
  }

  private change(arn: unknown, changes: Parameters): Readonly<Record<string, unknown>> {
    const rule = this.find(arn);
    this.write({ ...rule, properties: { ...rule.properties, ...changes } });
    return {};
  }

  private write(rule: LiveResource): void {
    const refusal = refusalOf(rule, this.aws.all);
    if (refusal !== undefined) {
      const [code, message] = refusal.split(': ');
      throw new AwsError(`${code}Exception`, message);
    }
    this.aws.put(rule);
  }

  private find(arn: unknown): LiveResource {
    const id = String(arn);
    if (!id.startsWith('arn:')) { throw new AwsError('ValidationError', `'${id}' is not a valid listener rule ARN`); }
    const rule = this.aws.find(id);
    if (!rule) { throw new AwsError('RuleNotFoundException', id); }
    return rule;
  }
}
