import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';

/** The resources found in an app, and the constructs that requested them in this synthesis. */
interface Found<Item> {
  readonly items: readonly Item[];
  readonly askedBy: Set<IConstruct>;
}

/** All resources of one kind in an app, found once for all constructs that request them in one synthesis. */
export class AppResources<Item> {
  private readonly found = new WeakMap<IConstruct, Found<Item>>();

  public constructor(private readonly read: (node: IConstruct) => Item | undefined) {}

  /** A second request of the same construct means another synthesis. */
  public of(asker: IConstruct): readonly Item[] {
    const { root } = asker.node;
    const known = this.found.get(root);
    const current = known && !known.askedBy.has(asker) ? known : { items: this.readAll(root), askedBy: new Set([asker]) };
    current.askedBy.add(asker);
    this.found.set(root, current);
    return current.items;
  }

  private readAll({ node }: IConstruct): readonly Item[] { return node.findAll().flatMap(each => this.read(each) ?? []); }
}

/** All listeners of an app. */
export const LISTENERS = new AppResources(node => node instanceof elbv2.CfnListener ? node : undefined);

/** All additional certificates of listeners in an app, without default certificates. */
export const LISTENER_CERTIFICATES = new AppResources(node => node instanceof elbv2.CfnListenerCertificate ? node : undefined);

/** All outbound rules of an app that are not in their security group. */
export const OUTBOUND_RULES = new AppResources(node => node instanceof ec2.CfnSecurityGroupEgress ? node : undefined);

/** The path of the construct that a resource belongs to. */
export function pathOf({ node }: CfnResource): string { return node.scope?.node.path ?? node.path; }

/** Whether conditions decide about the two resources, so that they may never exist together. */
export function mayExistApart(one: CfnResource, other: CfnResource): boolean {
  return one.cfnOptions.condition !== other.cfnOptions.condition;
}
