import { Stack, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';
import { isOtherVpc } from '../../network/other-vpc';
import { otherPlace } from '../../network/own-place';
import { protocolOf } from '../alb/alb-url';
import { idHash } from '../load-balancer/id-hash';
import { pathInStage } from '../load-balancer/path-in-stage';
import { isOfApp } from '../load-balancer/reference-of-app';
import { frontOf } from '../shared-alb/shared-front';

/** The existing listener of an exposure, of this app or imported. Only the ARN of an imported listener is known. */
export class ExistingListener {
  private readonly own?: elbv2.ApplicationListener;

  public constructor(public readonly listener: elbv2.IApplicationListener) {
    this.own = listener instanceof elbv2.ApplicationListener ? listener : undefined;
  }

  /** HTTP or HTTPS; undefined when it is unknown. */
  public get protocol(): string | undefined {
    const { isSecure } = frontOf(this.listener);
    return this.resource?.protocol ?? (isSecure === undefined ? undefined : protocolOf(isSecure));
  }

  /** Why the listener cannot have a rule in the stack of this construct, which forwards to a target group in this VPC. */
  public problems(scope: IConstruct, vpc: ec2.IVpc): string[] {
    return [...this.placeProblems(scope), ...this.vpcProblems(vpc)];
  }

  /** A rule is created in the Region of its listener, and no other account may create one: listeners have no resource-based policies, and are not shared. */
  private placeProblems(scope: IConstruct): string[] {
    const { listenerArn, node } = this.listener;
    const place = otherPlace(scope, listenerArn);
    return place === undefined ? [] : [`listener '${node.path}' ('${listenerArn}') is in ${place}; use a listener in the Region and account of the stack`];
  }

  private vpcProblems(vpc: ec2.IVpc): string[] {
    const other = this.own?.loadBalancer.vpc;
    if (!other || !isOtherVpc(other.vpcId, vpc.vpcId)) { return []; }
    return [`the load balancer of listener '${this.listener.node.path}' is in another VPC ('${other.node.path}') than the cluster ('${vpc.node.path}'); use a load balancer in the VPC of the cluster`];
  }

  /** The listener, if it is in this stack and its owner has not given it a default action. */
  public withoutDefault(stack: Stack): elbv2.ApplicationListener | undefined {
    const { own, resource } = this;
    if (!own || resource?.stack !== stack) { return undefined; }
    const actions: unknown = stack.resolve(resource.defaultActions);
    return actions === undefined || Array.isArray(actions) && actions.length === 0 ? own : undefined;
  }

  /**
   * The id of a target group behind the listener. It changes when the load balancer is another one or is replaced, because a target group cannot be
   * used with two load balancers, and CloudFormation deletes a replaced load balancer last.
   */
  public get targetGroupId(): string {
    const key = this.loadBalancerKey;
    return `TargetGroup${key === '' ? '' : idHash(key)}`;
  }

  /** Identifies the listener, as far as it is known before deployment: another key means another listener. */
  public get key(): string {
    const { listener } = this;
    return [Token.isUnresolved(listener.listenerArn) ? pathInStage(listener) : listener.listenerArn, this.loadBalancerKey].join('|');
  }

  /** Whether its ARN is known at deployment only, such as a parameter, and is not a reference to a listener of the app. */
  public get isKnownAtDeployment(): boolean {
    const { own, listener: { listenerArn } } = this;
    return !own && Token.isUnresolved(listenerArn) && !isOfApp(listenerArn);
  }

  /** Whether the other listener certainly belongs to another load balancer. */
  public isBeforeAnother(other: ExistingListener): boolean {
    if (this.own && other.own) { return this.own.loadBalancer !== other.own.loadBalancer; }
    const [one, another] = [this.loadBalancerKey, other.loadBalancerKey];
    return !this.own && !other.own && one !== '' && another !== '' && one !== another;
  }

  /** The path of the load balancer in the app, with the properties whose change replaces it: scheme and name. */
  private get loadBalancerKey(): string {
    const { own, listener: { listenerArn } } = this;
    const resource = own?.loadBalancer.node.defaultChild;
    if (own && resource instanceof elbv2.CfnLoadBalancer) { return [pathInStage(own.loadBalancer), resource.scheme, resource.name].map(known).join('|'); }
    return Token.isUnresolved(listenerArn) ? '' : listenerArn.split('/').slice(1, -1).join('/');
  }

  private get resource(): elbv2.CfnListener | undefined {
    const { defaultChild } = this.listener.node;
    return defaultChild instanceof elbv2.CfnListener ? defaultChild : undefined;
  }
}

function known(value: string | undefined): string { return value === undefined || Token.isUnresolved(value) ? '' : value; }
