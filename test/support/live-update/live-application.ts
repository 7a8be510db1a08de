import { AwsResources } from './aws-resources';
import { Incident } from './incident';
import { LiveResource, UpdatedTemplate } from './live-resource';
import { resolve } from './references';
import { addressOf, ClientRequest, gapOf, recordOf } from './requests';
import { ResourceHandlers } from './resource-handlers';
import { FirstGroup, ServiceDeployments } from './service-deployments';
import { StackOutputs } from './stack-outputs';
import { KnownResources, StackUpdate } from './stack-update';
import { inOrder } from './template-order';

/** The templates of the stacks of an application, in the order in which they are deployed. */
export type Templates = Readonly<Record<string, UpdatedTemplate>>;

/**
 * An application that CloudFormation has deployed, and that clients use while it is updated.
 *
 * It simulates the order of CloudFormation: stack by stack, creating and updating by dependencies, and deleting at the end of each stack.
 * A stack with a refused resource is rolled back, and no later stack is deployed. After a refused export the deployment
 * continues, so that a test shows the consequences.
 * After every event the simulation sends each request. Clients cache DNS responses until the end of the deployment.
 */
export class LiveApplication {
  /** The gaps and refusals of each deployment after the first one, which must succeed. */
  public static problemsOf(
    requests: readonly ClientRequest[], [first, ...others]: readonly Templates[], firstGroup?: FirstGroup,
  ): readonly (readonly string[])[] {
    const live = new LiveApplication(requests, firstGroup);
    const refusals = live.deploy(first);
    if (refusals.length > 0) { throw new Error(refusals.join('\n')); }
    return others.map(templates => live.deploy(templates));
  }

  private readonly known: KnownResources = new Map();
  private readonly templates = new Map<string, UpdatedTemplate>();
  private readonly aws = new AwsResources();
  private readonly outputs = new StackOutputs();
  private readonly deployments: ServiceDeployments;
  private readonly handlers: ResourceHandlers;
  private incident = new Incident();
  private remembered = new Map<string, Set<string>>();
  private problems: string[] = [];
  /** There are no clients before the end of the first deployment. */
  private isInUse = false;

  public constructor(private readonly requests: readonly ClientRequest[], firstGroup: FirstGroup = 'first') {
    const observer = { ask: (event: string) => { this.ask(event); }, fails: (event: string) => this.incident.happens(event) };
    this.deployments = new ServiceDeployments(this.aws, firstGroup, observer);
    this.handlers = new ResourceHandlers(this.aws, this.deployments, observer);
  }

  /** The resources in AWS, by their names in the templates or their ARNs. */
  public get names(): readonly string[] { return this.aws.all.map(({ key }) => key).sort(); }

  /** The physical ids of the resources of a type. A replaced resource has another one. */
  public physicalIds(type: string): readonly string[] { return this.aws.all.filter(each => each.type === type).map(({ physicalId }) => physicalId); }

  /** The current listener rules, without their actions. */
  public get rules(): readonly { readonly priority: unknown; readonly conditions: unknown }[] {
    const rules = this.aws.all.filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule');
    return rules.map(({ properties: { Priority: priority, Conditions: conditions } }) => ({ priority, conditions }));
  }

  /** Deploys stacks in this order. Returns the gaps and refusals, with the event after which they occur. The first event that matches `failing` fails. */
  public deploy(templates: Templates, failing?: RegExp): readonly string[] {
    this.isInUse = this.known.size > 0;
    this.problems = [];
    this.incident = new Incident(failing);
    this.remembered = new Map(this.requests.map(({ host }) => [host, new Set(this.addresses(host))]));
    Object.entries(templates).every(([stack, template]) => this.update(stack, template));
    this.problems.push(...this.leftBehind().map(name => `left behind: ${name}`));
    return [...new Set(this.problems)];
  }

  /** Returns whether the update succeeded. */
  private update(stack: string, template: UpdatedTemplate): boolean {
    const update = new StackUpdate(this.known, this.handlers, (event, refusal) => {
      if (refusal !== undefined) { this.problems.push(`${event}: refused: ${refusal}`); }
      this.ask(event);
    });
    const before = this.templates.get(stack) ?? {};
    const succeeds = inOrder(template).every(([id, { Type, Properties = {} }]) =>
      update.write(`${stack}/${id}`, Type, this.resolve(stack, Properties) as LiveResource['properties']));
    if (succeeds) {
      this.writeOutputs(stack, template);
      const removed = [...this.known.values()].filter(({ key }) => key.startsWith(`${stack}/`) && template.Resources?.[key.slice(stack.length + 1)] === undefined);
      update.complete(removed, inOrder(before).map(([id]) => `${stack}/${id}`));
      this.templates.set(stack, template);
    } else {
      update.rollBack();
    }
    return succeeds;
  }

  /** The resources that no stack contains any more. */
  private leftBehind(): readonly string[] {
    const known = new Set([...this.known.values()].map(({ physicalId }) => physicalId));
    return this.aws.all.filter(({ physicalId }) => !known.has(physicalId)).map(({ key }) => key);
  }

  private writeOutputs(stack: string, template: UpdatedTemplate): void {
    this.outputs.noteImports(stack, template);
    const refusals = this.outputs.write(stack, template.Outputs ?? {}, value => this.resolve(stack, value));
    this.problems.push(...refusals.map(refusal => `update ${stack}: refused: ${refusal}`));
  }

  private ask(event: string): void {
    if (!this.isInUse) { return; }
    const { remembered, deployments: { groupsWithTasks: targetGroupsWithTasks }, aws: { all: resources } } = this;
    for (const request of this.requests) {
      for (const address of this.addresses(request.host)) { remembered.get(request.host)?.add(address); }
      const gap = gapOf(request, { resources, remembered, targetGroupsWithTasks });
      if (gap) { this.problems.push(`${event}: gap for ${request.host}${request.path}: ${gap}`); }
    }
  }

  private addresses(host: string): readonly string[] {
    const record = recordOf(host, this.aws.all);
    return record ? [addressOf(record)] : [];
  }

  private resolve(stack: string, value: unknown): unknown {
    return resolve(value, {
      physicalId: id => this.known.get(`${stack}/${id}`)?.physicalId,
      exported: name => this.outputs.exported(name),
      output: (other, name) => this.outputs.output(other, name),
    });
  }
}
