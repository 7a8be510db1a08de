import { CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { IConstruct } from 'constructs';

/** The resources of an app, and who asked for them in this synthesis. */
interface Found<Resource> {
  readonly resources: readonly Resource[];
  readonly askedBy: Set<IConstruct>;
}

/** All resources of one kind in an app, found once for all constructs that ask in one synthesis. */
export class AppResources<Resource extends CfnResource> {
  private readonly found = new WeakMap<IConstruct, Found<Resource>>();

  public constructor(private readonly isOne: (node: IConstruct) => node is Resource) {}

  /** A construct that asks again does so in another synthesis. */
  public of(asker: IConstruct): readonly Resource[] {
    const { root } = asker.node;
    const known = this.found.get(root);
    const current = known && !known.askedBy.has(asker) ? known : { resources: root.node.findAll().filter(this.isOne), askedBy: new Set([asker]) };
    current.askedBy.add(asker);
    this.found.set(root, current);
    return current.resources;
  }
}

/** All listener rules of an app. */
export const LISTENER_RULES = new AppResources(node => node instanceof elbv2.CfnListenerRule);

/** All certificates of an app that listeners have besides their default ones. */
export const LISTENER_CERTIFICATES = new AppResources(node => node instanceof elbv2.CfnListenerCertificate);

/** All outbound rules of an app that are not in their security group. */
export const OUTBOUND_RULES = new AppResources(node => node instanceof ec2.CfnSecurityGroupEgress);

/** The path of the construct that a resource belongs to. */
export function pathOf({ node }: CfnResource): string { return node.scope?.node.path ?? node.path; }

/** Whether conditions decide about the two resources, so that they may never exist together. */
export function mayExistApart(one: CfnResource, other: CfnResource): boolean {
  return one.cfnOptions.condition !== other.cfnOptions.condition;
}
