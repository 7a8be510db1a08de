import { AwsResources } from './aws-resources';
import { forwardedTo, sharesOf } from './live-resource';

/** The current weights of a listener rule or listener for two target groups. */
export class TrafficWeights {
  public constructor(private readonly aws: AwsResources, private readonly arn: string) {}

  /** All target groups of the actions, with or without traffic. */
  public get groups(): readonly string[] { return sharesOf(this.actions).map(({ group }) => group); }

  /** The target group that gets requests. */
  public get serving(): string | undefined { return forwardedTo(this.actions).at(0); }

  /** Sets a percentage of the requests for a target group, and the rest for the other one. */
  public shift(to: string, from: string, percent: number): void {
    const TargetGroups = [{ TargetGroupArn: from, Weight: 100 - percent }, { TargetGroupArn: to, Weight: percent }];
    this.aws.change(this.arn, { [this.property]: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] });
  }

  private get actions(): unknown { return this.aws.find(this.arn)?.properties[this.property]; }

  private get property(): string { return this.aws.find(this.arn)?.type === 'AWS::ElasticLoadBalancingV2::Listener' ? 'DefaultActions' : 'Actions'; }
}
